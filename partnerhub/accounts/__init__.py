"""Partners, users, sign-in, invitations and representation."""
