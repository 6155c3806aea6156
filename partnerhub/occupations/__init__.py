"""The vocabulary of occupations: what jobs are called, which family they belong to, what leads there, and the lookup while one types."""
