"""The board of commitments."""
