"""The exchange: needs, placements, programmes, initiatives, enquiries, rounds, and matches that were hidden."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "needs_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_needs_round_created_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_round")),
    )
    with op.batch_alter_table("needs_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_needs_round_quarter_id"), ["quarter", "id"], unique=False)

    op.create_table(
        "programme_idea",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.String(length=60), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("minimum > 0", name=op.f("ck_programme_idea_minimum_positive")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_programme_idea_created_by_id_user")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_programme_idea_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_idea")),
    )
    with op.batch_alter_table("programme_idea", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_idea_occupation_id_quarter"), ["occupation_id", "quarter"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_idea_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "idea_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_idea_answer_answered_by_id_user")),
        sa.ForeignKeyConstraint(["idea_id"], ["programme_idea.id"], name=op.f("fk_idea_answer_idea_id_programme_idea")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_idea_answer_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_answer")),
        sa.UniqueConstraint("idea_id", "partner_id", name=op.f("uq_idea_answer_idea_id_partner_id")),
    )
    with op.batch_alter_table("idea_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_idea_answer_partner_id_idea_id"), ["partner_id", "idea_id"], unique=False)

    op.create_table(
        "labour_need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("workplace_id", sa.Integer(), nullable=True),
        sa.Column("occupation_id", sa.String(length=60), nullable=True),
        sa.Column("occupation_text", sa.String(length=120), nullable=False),
        sa.Column("quarter", sa.Integer(), nullable=False),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.String(length=32), nullable=False),
        sa.Column("shift", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=32), nullable=False),
        sa.Column("openness", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("headcount > 0", name=op.f("ck_labour_need_headcount_positive")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_labour_need_created_by_id_user")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_labour_need_partner_id_partner")),
        sa.ForeignKeyConstraint(["round_id"], ["needs_round.id"], name=op.f("fk_labour_need_round_id_needs_round")),
        sa.ForeignKeyConstraint(["workplace_id"], ["workplace.id"], name=op.f("fk_labour_need_workplace_id_workplace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_labour_need")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("labour_need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_labour_need_occupation_id_quarter_id"), ["occupation_id", "quarter", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_labour_need_partner_id_quarter_id"), ["partner_id", "quarter", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_labour_need_quarter_occupation_id_id"), ["quarter", "occupation_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_labour_need_round_id"), ["round_id"], unique=False)

    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("workplace_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("course_code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("form", sa.String(length=32), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("taken_elsewhere", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("minimum", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("duration", sa.String(length=80), nullable=False),
        sa.Column("place", sa.String(length=120), nullable=False),
        sa.Column("price", sa.String(length=120), nullable=False),
        sa.Column("price_year", sa.Integer(), nullable=True),
        sa.Column("sign_up_url", sa.String(length=300), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("accepted + taken_elsewhere <= seats", name=op.f("ck_programme_not_overbooked")),
        sa.CheckConstraint("accepted >= 0 AND taken_elsewhere >= 0 AND waiting >= 0", name=op.f("ck_programme_taken_not_negative")),
        sa.CheckConstraint("seats > 0", name=op.f("ck_programme_seats_positive")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_programme_created_by_id_user")),
        sa.ForeignKeyConstraint(["idea_id"], ["programme_idea.id"], name=op.f("fk_programme_idea_id_programme_idea")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_programme_partner_id_partner")),
        sa.ForeignKeyConstraint(["workplace_id"], ["workplace.id"], name=op.f("fk_programme_workplace_id_workplace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_idea_id"), ["idea_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_programme_partner_id_course_code_starts_on"), ["partner_id", "course_code", "starts_on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_programme_partner_id_starts_on_id"), ["partner_id", "starts_on", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_programme_visibility_starts_on_id"), ["visibility", "starts_on", "id"], unique=False)

    op.create_table(
        "round_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("has_needs", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_round_request_answered_by_id_user")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_round_request_partner_id_partner")),
        sa.ForeignKeyConstraint(["round_id"], ["needs_round.id"], name=op.f("fk_round_request_round_id_needs_round")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_request")),
        sa.UniqueConstraint("round_id", "partner_id", name=op.f("uq_round_request_round_id_partner_id")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_round_request_token_hash")),
    )
    with op.batch_alter_table("round_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_request_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "hidden_match",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("offer", sa.String(length=32), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_hidden_match_by_id_user")),
        sa.ForeignKeyConstraint(["need_id"], ["labour_need.id"], name=op.f("fk_hidden_match_need_id_labour_need")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_hidden_match_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hidden_match")),
        sa.UniqueConstraint("partner_id", "need_id", "offer", "offer_id", name=op.f("uq_hidden_match_partner_id_need_id_offer_offer_id")),
    )
    with op.batch_alter_table("hidden_match", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hidden_match_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hidden_match_offer_offer_id"), ["offer", "offer_id"], unique=False)

    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("target_group", sa.String(length=200), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("went_on", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("reached >= 0 AND went_on >= 0 AND went_on <= reached", name=op.f("ck_initiative_went_on_among_reached")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_initiative_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_initiative_created_by_id_user")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_initiative_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_initiative_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_initiative_partner_id_id"), ["partner_id", "id"], unique=False)

    op.create_table(
        "placement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("workplace_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("occupation_id", sa.String(length=60), nullable=True),
        sa.Column("occupation_text", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("taken_elsewhere", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.Column("support_wanted", sa.Text(), nullable=False),
        sa.Column("support_given", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("is_hygienic", sa.Boolean(), nullable=False),
        sa.Column("is_at_night", sa.Boolean(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
        sa.Column("closed_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("accepted + taken_elsewhere <= quantity", name=op.f("ck_placement_not_overbooked")),
        sa.CheckConstraint("accepted >= 0 AND taken_elsewhere >= 0", name=op.f("ck_placement_taken_not_negative")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_placement_quantity_positive")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_placement_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_placement_created_by_id_user")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_placement_partner_id_partner")),
        sa.ForeignKeyConstraint(["workplace_id"], ["workplace.id"], name=op.f("fk_placement_workplace_id_workplace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_placement_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_kind_id"), ["kind", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_occupation_id_id"), ["occupation_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_partner_id_id"), ["partner_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_placement_visibility_kind_id"), ["visibility", "kind", "id"], unique=False)

    op.create_table(
        "programme_occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_programme_occupation_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_occupation")),
        sa.UniqueConstraint("programme_id", "occupation_id", name=op.f("uq_programme_occupation_programme_id_occupation_id")),
    )
    with op.batch_alter_table("programme_occupation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_programme_occupation_occupation_id_programme_id"), ["occupation_id", "programme_id"], unique=False
        )

    op.create_table(
        "enquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_partner_id", sa.Integer(), nullable=False),
        sa.Column("to_partner_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=32), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("need_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("accepted_number", sa.Integer(), nullable=True),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("commitment_id", sa.Integer(), nullable=True),
        sa.Column("progress_id", sa.Integer(), nullable=True),
        sa.Column("from_worth", sa.String(length=32), nullable=True),
        sa.Column("from_line", sa.String(length=300), nullable=False),
        sa.Column("to_worth", sa.String(length=32), nullable=True),
        sa.Column("to_line", sa.String(length=300), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("from_partner_id <> to_partner_id", name=op.f("ck_enquiry_two_partners")),
        sa.CheckConstraint("number IS NULL OR number > 0", name=op.f("ck_enquiry_number_positive")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_enquiry_answered_by_id_user")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_enquiry_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_enquiry_created_by_id_user")),
        sa.ForeignKeyConstraint(["from_partner_id"], ["partner.id"], name=op.f("fk_enquiry_from_partner_id_partner")),
        sa.ForeignKeyConstraint(["need_id"], ["labour_need.id"], name=op.f("fk_enquiry_need_id_labour_need")),
        sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_enquiry_placement_id_placement")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_enquiry_programme_id_programme")),
        sa.ForeignKeyConstraint(["progress_id"], ["progress.id"], name=op.f("fk_enquiry_progress_id_progress")),
        sa.ForeignKeyConstraint(["to_partner_id"], ["partner.id"], name=op.f("fk_enquiry_to_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enquiry")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enquiry_commitment_id"), ["commitment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_from_partner_id_status_id"), ["from_partner_id", "status", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_need_id"), ["need_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_progress_id"), ["progress_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enquiry_to_partner_id_status_id"), ["to_partner_id", "status", "id"], unique=False)

    op.create_table(
        "initiative_occupation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("occupation_id", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_occupation_initiative_id_initiative")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_occupation")),
        sa.UniqueConstraint("initiative_id", "occupation_id", name=op.f("uq_initiative_occupation_initiative_id_occupation_id")),
    )
    with op.batch_alter_table("initiative_occupation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_initiative_occupation_occupation_id_initiative_id"), ["occupation_id", "initiative_id"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("initiative_occupation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_occupation_occupation_id_initiative_id"))

    op.drop_table("initiative_occupation")
    with op.batch_alter_table("enquiry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enquiry_to_partner_id_status_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_progress_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_programme_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_placement_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_need_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_from_partner_id_status_id"))
        batch_op.drop_index(batch_op.f("ix_enquiry_commitment_id"))

    op.drop_table("enquiry")
    with op.batch_alter_table("programme_occupation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_occupation_occupation_id_programme_id"))

    op.drop_table("programme_occupation")
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_placement_visibility_kind_id"))
        batch_op.drop_index(batch_op.f("ix_placement_partner_id_id"))
        batch_op.drop_index(batch_op.f("ix_placement_occupation_id_id"))
        batch_op.drop_index(batch_op.f("ix_placement_kind_id"))
        batch_op.drop_index(batch_op.f("ix_placement_commitment_id"))

    op.drop_table("placement")
    with op.batch_alter_table("initiative", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_initiative_partner_id_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_kind_id"))
        batch_op.drop_index(batch_op.f("ix_initiative_commitment_id"))

    op.drop_table("initiative")
    with op.batch_alter_table("hidden_match", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_hidden_match_offer_offer_id"))
        batch_op.drop_index(batch_op.f("ix_hidden_match_need_id"))

    op.drop_table("hidden_match")
    with op.batch_alter_table("round_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_round_request_partner_id"))

    op.drop_table("round_request")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_visibility_starts_on_id"))
        batch_op.drop_index(batch_op.f("ix_programme_partner_id_starts_on_id"))
        batch_op.drop_index(batch_op.f("ix_programme_partner_id_course_code_starts_on"))
        batch_op.drop_index(batch_op.f("ix_programme_idea_id"))

    op.drop_table("programme")
    with op.batch_alter_table("labour_need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_labour_need_round_id"))
        batch_op.drop_index(batch_op.f("ix_labour_need_quarter_occupation_id_id"))
        batch_op.drop_index(batch_op.f("ix_labour_need_partner_id_quarter_id"))
        batch_op.drop_index(batch_op.f("ix_labour_need_occupation_id_quarter_id"))

    op.drop_table("labour_need")
    with op.batch_alter_table("idea_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idea_answer_partner_id_idea_id"))

    op.drop_table("idea_answer")
    with op.batch_alter_table("programme_idea", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_idea_partner_id"))
        batch_op.drop_index(batch_op.f("ix_programme_idea_occupation_id_quarter"))

    op.drop_table("programme_idea")
    with op.batch_alter_table("needs_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_needs_round_quarter_id"))

    op.drop_table("needs_round")
