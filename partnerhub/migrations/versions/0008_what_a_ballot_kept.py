"""Spent ballots know the row that their no has kept, so that a line completes that one and nobody else's."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("spent_ballot", sa.Column("question_key", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("spent_ballot", "question_key")
