"""The schools' desk."""
