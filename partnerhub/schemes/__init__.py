"""Schemes: what they are for, whom they fit, what they pay and how long they live; every word dated and sourced."""
