"""The companies' desk."""
