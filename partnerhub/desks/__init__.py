"""What the four desks have in common."""
