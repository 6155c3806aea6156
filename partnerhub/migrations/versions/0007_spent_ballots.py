"""Spent ballots: the numbers of votes that were counted, so that none counts twice."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "spent_ballot",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_spent_ballot")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("spent_ballot")
