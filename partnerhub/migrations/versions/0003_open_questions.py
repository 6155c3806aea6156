"""Open questions: whom citizens can reach, what is switched off, questions as counts or as masked text."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; the reasons that stood at the schemes become switches."""
    op.create_table(
        "human_contact",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("closed_on_holidays", sa.Boolean(), nullable=False),
        sa.Column("closed_days", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_human_contact")),
    )
    switch = op.create_table(
        "assistant_switch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("scheme_id", sa.String(length=40), nullable=False),
        sa.Column("reason_da", sa.String(length=300), nullable=False),
        sa.Column("reason_en", sa.String(length=300), nullable=False),
        sa.Column("set_at", sa.DateTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=op.f("fk_assistant_switch_set_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistant_switch")),
        sa.UniqueConstraint("scheme_id", name=op.f("uq_assistant_switch_scheme_id")),
    )
    op.create_table(
        "question_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("scheme_id", sa.String(length=40), nullable=False),
        sa.Column("facet", sa.String(length=16), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_count")),
        sa.UniqueConstraint(
            "week", "scheme_id", "facet", "audience", "outcome", name=op.f("uq_question_count_week_scheme_id_facet_audience_outcome")
        ),
    )
    op.create_table(
        "open_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=False),
        sa.Column("lang", sa.String(length=8), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("scheme_id", sa.String(length=40), nullable=False),
        sa.Column("facet", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("is_handled", sa.Boolean(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_open_question")),
        sa.UniqueConstraint("key", name=op.f("uq_open_question_key")),
    )
    with op.batch_alter_table("open_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_open_question_week_scheme_id_id"), ["week", "scheme_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_open_question_scheme_id_week_id"), ["scheme_id", "week", "id"], unique=False)
    _move_reasons(switch)
    with op.batch_alter_table("scheme", schema=None) as batch_op:
        batch_op.drop_column("off_reason")


def _move_reasons(switch: sa.Table) -> None:
    scheme = sa.table("scheme", sa.column("id", sa.String), sa.column("off_reason", sa.String))
    off = op.get_bind().execute(sa.select(scheme.c.id, scheme.c.off_reason).where(scheme.c.off_reason != "")).all()
    moment = datetime.now(UTC).replace(tzinfo=None)
    rows = [{"scheme_id": row.id, "reason_da": row.off_reason, "reason_en": row.off_reason, "set_at": moment} for row in off]
    if rows:
        op.bulk_insert(switch, rows)


def downgrade() -> None:
    """Take back; the schemes get their Danish reasons again."""
    with op.batch_alter_table("scheme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("off_reason", sa.String(length=300), nullable=False, server_default=""))
    op.execute(
        "UPDATE scheme SET off_reason = (SELECT reason_da FROM assistant_switch WHERE scheme_id = scheme.id) "
        "WHERE id IN (SELECT scheme_id FROM assistant_switch)"
    )
    with op.batch_alter_table("scheme", schema=None) as batch_op:
        batch_op.alter_column("off_reason", server_default=None)
    with op.batch_alter_table("open_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_open_question_scheme_id_week_id"))
        batch_op.drop_index(batch_op.f("ix_open_question_week_scheme_id_id"))

    op.drop_table("open_question")
    op.drop_table("question_count")
    op.drop_table("assistant_switch")
    op.drop_table("human_contact")
