"""The foundation: partners and people, strategies, commitments, events, mail."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "event_checkpoint",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("signature", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event_checkpoint")),
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("error", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_key")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mail_state_due_at"), ["state", "due_at"], unique=False)

    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("sort_key", sa.String(length=240), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("is_operator", sa.Boolean(), nullable=False),
        sa.Column("is_public_employer", sa.Boolean(), nullable=False),
        sa.Column("is_social_enterprise", sa.Boolean(), nullable=False),
        sa.Column("is_invented", sa.Boolean(), nullable=False),
        sa.Column("cvr", sa.String(length=8), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("contact_function", sa.String(length=80), nullable=False),
        sa.Column("contact_mail", sa.String(length=254), nullable=False),
        sa.Column("contact_phone", sa.String(length=40), nullable=False),
        sa.Column("consultant_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(), nullable=True),
        sa.Column("deactivated_reason", sa.String(length=500), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["consultant_id"], ["user.id"], name=op.f("fk_partner_consultant_id_user"), use_alter=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("cvr", name=op.f("uq_partner_cvr")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
    )
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_partner_consultant_id"), ["consultant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_partner_sort_key"), ["sort_key"], unique=False)

    op.create_table(
        "reference_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_reference_counter")),
    )
    op.create_table(
        "search_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("stem", sa.String(length=60), nullable=False),
        sa.Column("shown", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_word")),
        sa.UniqueConstraint("word", name=op.f("uq_search_word_word")),
    )
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_account_at"), ["account", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_sign_in_attempt_network_at"), ["network", "at"], unique=False)

    op.create_table(
        "strategy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title_da", sa.String(length=160), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("source_title", sa.String(length=200), nullable=False),
        sa.Column("source_publisher", sa.String(length=120), nullable=False),
        sa.Column("source_year", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["predecessor_id"], ["strategy.id"], name=op.f("fk_strategy_predecessor_id_strategy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy")),
        sa.UniqueConstraint("slug", name=op.f("uq_strategy_slug")),
    )
    op.create_table(
        "goal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("audience", sa.String(length=32), nullable=False),
        sa.Column("short_da", sa.String(length=40), nullable=False),
        sa.Column("short_en", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.String(length=160), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("text_da", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_goal_strategy_id_strategy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("strategy_id", "code", name=op.f("uq_goal_strategy_id_code")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_strategy_id"), ["strategy_id"], unique=False)

    op.create_table(
        "strategy_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("strategy_id", sa.Integer(), nullable=False),
        sa.Column("section", sa.String(length=32), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("partner_kind", sa.String(length=32), nullable=True),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("guidepost_codes", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_da", sa.String(length=160), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("text_da", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["strategy_item.id"], name=op.f("fk_strategy_item_parent_id_strategy_item")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_strategy_item_strategy_id_strategy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy_item")),
    )
    with op.batch_alter_table("strategy_item", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_strategy_item_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_strategy_item_strategy_id_section_position"), ["strategy_id", "section", "position"], unique=False
        )

    op.create_table(
        "user",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("is_manager", sa.Boolean(), nullable=False),
        sa.Column("is_editor", sa.Boolean(), nullable=False),
        sa.Column("is_steward", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_user_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "workplace",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("p_number", sa.String(length=10), nullable=True),
        sa.Column("address", sa.String(length=160), nullable=False),
        sa.Column("post_code", sa.String(length=4), nullable=False),
        sa.Column("town", sa.String(length=80), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_workplace_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workplace")),
    )
    with op.batch_alter_table("workplace", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workplace_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("subject_type", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_partner_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("salt", sa.String(length=32), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("chain", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["user.id"], name=op.f("fk_event_actor_id_user")),
        sa.ForeignKeyConstraint(["actor_partner_id"], ["partner.id"], name=op.f("fk_event_actor_partner_id_partner")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_event")),
    )
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_event_actor_partner_id_seq"), ["actor_partner_id", "seq"], unique=False)
        batch_op.create_index(batch_op.f("ix_event_subject_type_subject_id_seq"), ["subject_type", "subject_id", "seq"], unique=False)

    op.create_table(
        "form_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=80), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_form_draft_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("user_id", "form", name=op.f("uq_form_draft_user_id_form")),
    )
    op.create_table(
        "guidepost",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("title_da", sa.String(length=160), nullable=False),
        sa.Column("title_en", sa.String(length=160), nullable=False),
        sa.Column("text_da", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_guidepost_goal_id_goal")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guidepost")),
        sa.UniqueConstraint("goal_id", "code", name=op.f("uq_guidepost_goal_id_code")),
    )
    with op.batch_alter_table("guidepost", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_guidepost_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("function", sa.String(length=80), nullable=False),
        sa.Column("is_manager", sa.Boolean(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("invited_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["invited_by_id"], ["user.id"], name=op.f("fk_invitation_invited_by_id_user")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_invitation_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_partner_id"), ["partner_id"], unique=False)

    op.create_table(
        "password_reset",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.Column("used_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_password_reset_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_password_reset")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_password_reset_token_hash")),
    )
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_password_reset_user_id"), ["user_id"], unique=False)

    op.create_table(
        "representation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("union_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("union_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("company_confirmed_at", sa.DateTime(), nullable=True),
        sa.Column("company_confirmed_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["company_confirmed_by_id"], ["user.id"], name=op.f("fk_representation_company_confirmed_by_id_user")),
        sa.ForeignKeyConstraint(["company_id"], ["partner.id"], name=op.f("fk_representation_company_id_partner")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["user.id"], name=op.f("fk_representation_proposed_by_id_user")),
        sa.ForeignKeyConstraint(["union_confirmed_by_id"], ["user.id"], name=op.f("fk_representation_union_confirmed_by_id_user")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_representation_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_representation")),
    )
    with op.batch_alter_table("representation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_representation_company_id"), ["company_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_representation_user_id_company_id"), ["user_id", "company_id"], unique=False)

    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_view_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_view_user_id_name")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("device", sa.String(length=160), nullable=False),
        sa.Column("network", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_user_id"), ["user_id"], unique=False)

    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("guidepost_id", sa.Integer(), nullable=False),
        sa.Column("workplace_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_key", sa.String(length=240), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=32), nullable=True),
        sa.Column("start_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("start_key", sa.Date(), nullable=False),
        sa.Column("due_key", sa.Date(), nullable=False),
        sa.Column("visibility", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("is_on_behalf", sa.Boolean(), nullable=False),
        sa.Column("predecessor_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(), nullable=True),
        sa.Column("approved_at", sa.DateTime(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("closing_note", sa.Text(), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity IS NULL OR quantity > 0", name=op.f("ck_commitment_quantity_positive")),
        sa.CheckConstraint("quantity IS NULL OR unit IS NOT NULL", name=op.f("ck_commitment_quantity_has_unit")),
        sa.ForeignKeyConstraint(["approved_by_id"], ["user.id"], name=op.f("fk_commitment_approved_by_id_user")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_commitment_created_by_id_user")),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_commitment_goal_id_goal")),
        sa.ForeignKeyConstraint(["guidepost_id"], ["guidepost.id"], name=op.f("fk_commitment_guidepost_id_guidepost")),
        sa.ForeignKeyConstraint(["owner_id"], ["partner.id"], name=op.f("fk_commitment_owner_id_partner")),
        sa.ForeignKeyConstraint(["predecessor_id"], ["commitment.id"], name=op.f("fk_commitment_predecessor_id_commitment")),
        sa.ForeignKeyConstraint(["workplace_id"], ["workplace.id"], name=op.f("fk_commitment_workplace_id_workplace")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("reference", name=op.f("uq_commitment_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_goal_id_stage_due_key_id"), ["goal_id", "stage", "due_key", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commitment_guidepost_id_stage_due_key_id"), ["guidepost_id", "stage", "due_key", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_commitment_kind_stage_due_key_id"), ["kind", "stage", "due_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_owner_id_stage_due_key_id"), ["owner_id", "stage", "due_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_predecessor_id"), ["predecessor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_stage_due_key_id"), ["stage", "due_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_stage_finished_at_id"), ["stage", "finished_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_stage_quantity_id"), ["stage", "quantity", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_stage_start_key_due_key_id"), ["stage", "start_key", "due_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_stage_title_key_id"), ["stage", "title_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_stage_updated_at_id"), ["stage", "updated_at", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_status_due_key_id"), ["status", "due_key", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_commitment_visibility_agreed_at_id"), ["visibility", "agreed_at", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_commitment_visibility_stage_due_key_id"), ["visibility", "stage", "due_key", "id"], unique=False
        )

    op.create_table(
        "commitment_total",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("goal_id", sa.Integer(), nullable=False),
        sa.Column("guidepost_id", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("unit", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("measurable", sa.Integer(), nullable=False),
        sa.Column("promised", sa.BigInteger(), nullable=False),
        sa.Column("reported", sa.BigInteger(), nullable=False),
        sa.Column("confirmed", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["goal_id"], ["goal.id"], name=op.f("fk_commitment_total_goal_id_goal")),
        sa.ForeignKeyConstraint(["guidepost_id"], ["guidepost.id"], name=op.f("fk_commitment_total_guidepost_id_guidepost")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_total")),
        sa.UniqueConstraint(
            "guidepost_id", "is_public", "status", "unit", name=op.f("uq_commitment_total_guidepost_id_is_public_status_unit")
        ),
    )
    with op.batch_alter_table("commitment_total", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_total_goal_id_is_public"), ["goal_id", "is_public"], unique=False)

    op.create_table(
        "comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_comment_by_id_user")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_comment_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_comment_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comment")),
    )
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_comment_commitment_id"), ["commitment_id"], unique=False)

    op.create_table(
        "commitment_word",
        sa.Column("word_id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_commitment_word_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["word_id"], ["search_word.id"], name=op.f("fk_commitment_word_word_id_search_word")),
        sa.PrimaryKeyConstraint("word_id", "commitment_id", name=op.f("pk_commitment_word")),
    )
    with op.batch_alter_table("commitment_word", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_commitment_word_commitment_id"), ["commitment_id"], unique=False)

    op.create_table(
        "cosigner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("invited_at", sa.DateTime(), nullable=False),
        sa.Column("answered_at", sa.DateTime(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("share IS NULL OR share > 0", name=op.f("ck_cosigner_share_positive")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["user.id"], name=op.f("fk_cosigner_answered_by_id_user")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_cosigner_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_cosigner_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cosigner")),
        sa.UniqueConstraint("commitment_id", "partner_id", name=op.f("uq_cosigner_commitment_id_partner_id")),
    )
    with op.batch_alter_table("cosigner", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cosigner_partner_id_answer_commitment_id"), ["partner_id", "answer", "commitment_id"], unique=False
        )

    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("removed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_evidence_file_by_id_user")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_evidence_file_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_evidence_file_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_evidence_file_stored_as")),
    )
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_file_commitment_id"), ["commitment_id"], unique=False)

    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("corrects_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_progress_amount_not_negative")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_progress_by_id_user")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_progress_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["corrects_id"], ["progress.id"], name=op.f("fk_progress_corrects_id_progress")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_progress_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("corrects_id", name=op.f("uq_progress_corrects_id")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_progress_commitment_id"), ["commitment_id"], unique=False)

    op.create_table(
        "shop_steward_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_shop_steward_mark_by_id_user")),
        sa.ForeignKeyConstraint(["commitment_id"], ["commitment.id"], name=op.f("fk_shop_steward_mark_commitment_id_commitment")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_shop_steward_mark_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shop_steward_mark")),
    )
    with op.batch_alter_table("shop_steward_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shop_steward_mark_commitment_id"), ["commitment_id"], unique=False)

    op.create_table(
        "confirmation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_confirmation_by_id_user")),
        sa.ForeignKeyConstraint(["entry_id"], ["progress.id"], name=op.f("fk_confirmation_entry_id_progress")),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_confirmation_partner_id_partner")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confirmation")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_confirmation_entry_id")),
    )
    if op.get_bind().dialect.name == "postgresql":  # partner and user point at each other; SQLite takes the key inline
        op.create_foreign_key("fk_partner_consultant_id_user", "partner", "user", ["consultant_id"], ["id"])


def downgrade() -> None:
    """Take back."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_partner_consultant_id_user", "partner", type_="foreignkey")
    op.drop_table("confirmation")
    with op.batch_alter_table("shop_steward_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_shop_steward_mark_commitment_id"))

    op.drop_table("shop_steward_mark")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_progress_commitment_id"))

    op.drop_table("progress")
    with op.batch_alter_table("evidence_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_file_commitment_id"))

    op.drop_table("evidence_file")
    with op.batch_alter_table("cosigner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cosigner_partner_id_answer_commitment_id"))

    op.drop_table("cosigner")
    with op.batch_alter_table("commitment_word", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_word_commitment_id"))

    op.drop_table("commitment_word")
    with op.batch_alter_table("comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_comment_commitment_id"))

    op.drop_table("comment")
    with op.batch_alter_table("commitment_total", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_total_goal_id_is_public"))

    op.drop_table("commitment_total")
    with op.batch_alter_table("commitment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_commitment_visibility_stage_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_visibility_agreed_at_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_status_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_stage_updated_at_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_stage_title_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_stage_start_key_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_stage_quantity_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_stage_finished_at_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_stage_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_predecessor_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_owner_id_stage_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_kind_stage_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_guidepost_id_stage_due_key_id"))
        batch_op.drop_index(batch_op.f("ix_commitment_goal_id_stage_due_key_id"))

    op.drop_table("commitment")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_user_id"))

    op.drop_table("sign_in")
    op.drop_table("saved_view")
    with op.batch_alter_table("representation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_representation_user_id_company_id"))
        batch_op.drop_index(batch_op.f("ix_representation_company_id"))

    op.drop_table("representation")
    with op.batch_alter_table("password_reset", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_password_reset_user_id"))

    op.drop_table("password_reset")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_partner_id"))

    op.drop_table("invitation")
    with op.batch_alter_table("guidepost", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_guidepost_goal_id"))

    op.drop_table("guidepost")
    op.drop_table("form_draft")
    with op.batch_alter_table("event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_event_subject_type_subject_id_seq"))
        batch_op.drop_index(batch_op.f("ix_event_actor_partner_id_seq"))

    op.drop_table("event")
    with op.batch_alter_table("workplace", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workplace_partner_id"))

    op.drop_table("workplace")
    with op.batch_alter_table("user", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_partner_id"))

    op.drop_table("user")
    with op.batch_alter_table("strategy_item", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_strategy_item_strategy_id_section_position"))
        batch_op.drop_index(batch_op.f("ix_strategy_item_parent_id"))

    op.drop_table("strategy_item")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_strategy_id"))

    op.drop_table("goal")
    op.drop_table("strategy")
    with op.batch_alter_table("sign_in_attempt", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_network_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_at"))
        batch_op.drop_index(batch_op.f("ix_sign_in_attempt_account_at"))

    op.drop_table("sign_in_attempt")
    op.drop_table("search_word")
    op.drop_table("reference_counter")
    with op.batch_alter_table("partner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_partner_sort_key"))
        batch_op.drop_index(batch_op.f("ix_partner_consultant_id"))

    op.drop_table("partner")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mail_state_due_at"))

    op.drop_table("mail")
    op.drop_table("event_checkpoint")
