"""`python -m partnerhub` is the console script."""

from .cli import main

main()
