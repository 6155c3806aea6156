"""The unions' desk."""
