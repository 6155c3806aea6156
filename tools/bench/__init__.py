"""How fast the product is, measured on the real server with many commitments: `make bench`."""
