"""Strategies with goals and guideposts."""
