"""Who may do what: the one screen to read.

Deny by default: a view without a declared permission does not run. A permission is named `noun:act`. GRANTS says which roles
hold it at all; the rules in `access_rules.py` say on which things. What one may not see answers 404, what one may not do 403.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, request
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """A visitor has none of these; editor and steward exist in the operating municipality only."""

    MEMBER = "member"
    MANAGER = "manager"
    EDITOR = "editor"
    STEWARD = "steward"


class Permission(StrEnum):
    """Every act of the product, alphabetical."""

    ASSISTANT_CONTACT = "assistant:contact"
    ASSISTANT_SWITCH = "assistant:switch"
    COMMITMENT_ACCEPT = "commitment:accept"
    COMMITMENT_ANSWER = "commitment:answer"
    COMMITMENT_APPROVE = "commitment:approve"
    COMMITMENT_COMMENT = "commitment:comment"
    COMMITMENT_CONFIRM = "commitment:confirm"
    COMMITMENT_CORRECT = "commitment:correct"
    COMMITMENT_EDIT = "commitment:edit"
    COMMITMENT_FILES = "commitment:files"
    COMMITMENT_FILE_ADD = "commitment:file-add"
    COMMITMENT_FILE_REMOVE = "commitment:file-remove"
    COMMITMENT_FINISH = "commitment:finish"
    COMMITMENT_FOLLOW = "commitment:follow"
    COMMITMENT_IMPORT = "commitment:import"
    COMMITMENT_LOG = "commitment:log"
    COMMITMENT_LOG_ON_BEHALF = "commitment:log-on-behalf"
    COMMITMENT_MARK = "commitment:mark"
    COMMITMENT_PROPOSE = "commitment:propose"
    COMMITMENT_REOPEN = "commitment:reopen"
    COMMITMENT_REPORT = "commitment:report"
    COMMITMENT_SUCCEED = "commitment:succeed"
    COMMITMENT_VIEW = "commitment:view"
    COMMITMENT_WITHDRAW = "commitment:withdraw"
    CONTRIBUTION_VIEW = "contribution:view"
    DESK_VIEW = "desk:view"
    ENQUIRY_ANSWER = "enquiry:answer"
    ENQUIRY_END = "enquiry:end"
    ENQUIRY_SEND = "enquiry:send"
    ENQUIRY_VIEW = "enquiry:view"
    ENQUIRY_WITHDRAW = "enquiry:withdraw"
    GAP_VIEW = "gap:view"
    IDEA_ANSWER = "idea:answer"
    IDEA_EDIT = "idea:edit"
    IDEA_SUGGEST = "idea:suggest"
    IDEA_VIEW = "idea:view"
    INITIATIVE_EDIT = "initiative:edit"
    INITIATIVE_LOG = "initiative:log"
    INITIATIVE_VIEW = "initiative:view"
    MATCH_HIDE = "match:hide"
    NEED_EDIT = "need:edit"
    NEED_LOG = "need:log"
    NEED_VIEW = "need:view"
    OCCUPATION_ADD = "occupation:add"
    OVERVIEW_VIEW = "overview:view"
    PARTNER_EDIT = "partner:edit"
    PARTNER_MANAGE = "partner:manage"
    PARTNER_VIEW = "partner:view"
    PLACEMENT_EDIT = "placement:edit"
    PLACEMENT_LOG = "placement:log"
    PLACEMENT_VIEW = "placement:view"
    PROGRAMME_EDIT = "programme:edit"
    PROGRAMME_LOG = "programme:log"
    PROGRAMME_VIEW = "programme:view"
    QUESTION_HANDLE = "question:handle"
    QUESTION_VIEW = "question:view"
    REPRESENTATION_CONFIRM = "representation:confirm"
    REPRESENTATION_END = "representation:end"
    REPRESENTATION_PROPOSE = "representation:propose"
    ROUND_ANSWER = "round:answer"
    ROUND_RUN = "round:run"
    STRATEGY_EDIT = "strategy:edit"
    USER_INVITE = "user:invite"
    USER_MANAGE = "user:manage"
    VIEW_SAVE = "view:save"


MEMBERS = frozenset(Role)
MANAGERS = frozenset({Role.MANAGER})
EDITORS = frozenset({Role.EDITOR})
STEWARDS = frozenset({Role.STEWARD})

GRANTS: dict[Permission, frozenset[Role]] = {
    Permission.ASSISTANT_CONTACT: STEWARDS,
    Permission.ASSISTANT_SWITCH: EDITORS | STEWARDS,
    Permission.COMMITMENT_ACCEPT: MANAGERS,
    Permission.COMMITMENT_ANSWER: MEMBERS,
    Permission.COMMITMENT_APPROVE: MANAGERS,
    Permission.COMMITMENT_COMMENT: MEMBERS,
    Permission.COMMITMENT_CONFIRM: MEMBERS,
    Permission.COMMITMENT_CORRECT: MEMBERS,
    Permission.COMMITMENT_EDIT: MEMBERS,
    Permission.COMMITMENT_FILES: MEMBERS,
    Permission.COMMITMENT_FILE_ADD: MEMBERS,
    Permission.COMMITMENT_FILE_REMOVE: MEMBERS,
    Permission.COMMITMENT_FINISH: MEMBERS,
    Permission.COMMITMENT_FOLLOW: MEMBERS,
    Permission.COMMITMENT_IMPORT: MEMBERS,
    Permission.COMMITMENT_LOG: MEMBERS,
    Permission.COMMITMENT_LOG_ON_BEHALF: STEWARDS,
    Permission.COMMITMENT_MARK: MEMBERS,
    Permission.COMMITMENT_PROPOSE: MEMBERS,
    Permission.COMMITMENT_REOPEN: STEWARDS,
    Permission.COMMITMENT_REPORT: MEMBERS,
    Permission.COMMITMENT_SUCCEED: MEMBERS,
    Permission.COMMITMENT_VIEW: MEMBERS,
    Permission.COMMITMENT_WITHDRAW: MANAGERS,
    Permission.CONTRIBUTION_VIEW: MEMBERS,
    Permission.DESK_VIEW: MEMBERS,
    Permission.ENQUIRY_ANSWER: MEMBERS,
    Permission.ENQUIRY_END: MEMBERS,
    Permission.ENQUIRY_SEND: MEMBERS,
    Permission.ENQUIRY_VIEW: MEMBERS,
    Permission.ENQUIRY_WITHDRAW: MEMBERS,
    Permission.GAP_VIEW: MEMBERS,
    Permission.IDEA_ANSWER: MEMBERS,
    Permission.IDEA_EDIT: MEMBERS,
    Permission.IDEA_SUGGEST: MEMBERS,
    Permission.IDEA_VIEW: MEMBERS,
    Permission.INITIATIVE_EDIT: MEMBERS,
    Permission.INITIATIVE_LOG: MEMBERS,
    Permission.INITIATIVE_VIEW: MEMBERS,
    Permission.MATCH_HIDE: MEMBERS,
    Permission.NEED_EDIT: MEMBERS,
    Permission.NEED_LOG: MEMBERS,
    Permission.NEED_VIEW: MEMBERS,
    Permission.OCCUPATION_ADD: STEWARDS,
    Permission.OVERVIEW_VIEW: MEMBERS,
    Permission.PARTNER_EDIT: MANAGERS | STEWARDS,
    Permission.PARTNER_MANAGE: STEWARDS,
    Permission.PARTNER_VIEW: MEMBERS,
    Permission.PLACEMENT_EDIT: MEMBERS,
    Permission.PLACEMENT_LOG: MEMBERS,
    Permission.PLACEMENT_VIEW: MEMBERS,
    Permission.PROGRAMME_EDIT: MEMBERS,
    Permission.PROGRAMME_LOG: MEMBERS,
    Permission.PROGRAMME_VIEW: MEMBERS,
    Permission.QUESTION_HANDLE: EDITORS | STEWARDS,
    Permission.QUESTION_VIEW: EDITORS | STEWARDS,
    Permission.REPRESENTATION_CONFIRM: MANAGERS,
    Permission.REPRESENTATION_END: MEMBERS,
    Permission.REPRESENTATION_PROPOSE: MEMBERS,
    Permission.ROUND_ANSWER: MEMBERS,
    Permission.ROUND_RUN: STEWARDS,
    Permission.STRATEGY_EDIT: STEWARDS,
    Permission.USER_INVITE: MANAGERS | STEWARDS,
    Permission.USER_MANAGE: MANAGERS | STEWARDS,
    Permission.VIEW_SAVE: MEMBERS,
}

# What only one kind of partner does at all; elsewhere a partner's kind decides its desk, not its rights.
ONLY_KIND = {Permission.IDEA_SUGGEST: "school", Permission.PROGRAMME_LOG: "school"}

PUBLIC = "public"
SIGNED_IN = "signed-in"

# What everyone knows to exist: refused with 403, never hidden behind 404.
NEVER_SECRET = frozenset({Permission.DESK_VIEW, Permission.OVERVIEW_VIEW})

# Endpoints that may be posted to without a CSRF token (design: no identity, no cookie, or the link is the token).
CSRF_FREE = frozenset(
    {
        "assistant.ask",
        "assistant.ask_embedded",
        "assistant.count_deadline",
        "assistant.deadline_calendar",
        "assistant.find_next",
        "assistant.helped",
        "assistant.suggest",
        "api.ask",
        "round_answers.by_link",
    }
)

# Endpoints that the origins of ASSISTANT_EMBED_ORIGINS may show in a frame; they know no session, so a frame can steal no click.
FRAMEABLE = frozenset({"assistant.embedded", "assistant.ask_embedded"})


def public(view: View) -> View:
    """Declare that anyone may call the view."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Declare that any signed-in user may call the view, whatever the role: one's own account."""
    view.access = SIGNED_IN  # type: ignore[attr-defined]
    return view


def requires(permission: Permission) -> Callable[[View], View]:
    """Declare the permission that a caller's roles must hold; the thing is checked in the view by `check`."""

    def declare(view: View) -> View:
        view.access = permission  # type: ignore[attr-defined]
        return view

    return declare


def takes_upload(limit: int) -> Callable[[View], View]:
    """Declare that the view takes a file of at most `limit` bytes; the form around it comes on top."""

    def declare(view: View) -> View:
        view.upload_limit = limit  # type: ignore[attr-defined]
        return view

    return declare


def declared_access(view: Any) -> str | None:
    """Return what a view function declares, or None."""
    return getattr(view, "access", None)


def holders(access: str) -> str:
    """Return who passes the gate with a declared access, in words: "anyone", "signed in", or the granted roles."""
    if access == PUBLIC:
        return "anyone"
    if access == SIGNED_IN:
        return "signed in"
    if access not in set(Permission):
        return "nobody"
    kind = ONLY_KIND.get(Permission(access))
    return ", ".join(sorted(GRANTS[Permission(access)])) + (f" (of a {kind})" if kind else "")


def holds(user: Any, permission: Permission) -> bool:
    """Tell whether one of the user's roles is granted the permission at all, and the partner is of the kind that may."""
    if not getattr(user, "is_authenticated", False) or GRANTS[permission].isdisjoint(user.roles):
        return False
    return permission not in ONLY_KIND or user.partner.kind == ONLY_KIND[permission]


def may(user: Any, permission: Permission, thing: Any = None) -> bool:
    """Tell whether the user holds the permission and the object rule allows this thing."""
    from .access_rules import PUBLIC_RULES, RULES

    if not holds(user, permission):
        open_to_all = PUBLIC_RULES.get(permission)
        return bool(open_to_all and thing is not None and open_to_all(thing))
    rule = RULES.get(permission)
    return rule is None or thing is None or bool(rule(user, thing))


def check(permission: Permission, thing: Any, seen_by: Permission | None = None) -> None:
    """Let the request go on only when the current user may do this to the thing.

    404 when `seen_by` (the permission to see it at all) is refused, so foreign private things cannot be told from missing ones; 403
    when it may be seen but not acted on.
    """
    if seen_by is not None and not may(current_user, seen_by, thing):
        abort(404)
    if not may(current_user, permission, thing):
        abort(403 if seen_by is not None or permission in NEVER_SECRET else 404)


def init_app(app: Flask) -> None:
    """Put the gate before every view."""
    app.before_request(_gate)
    app.jinja_env.globals["may"] = lambda permission, thing=None: may(current_user, Permission(permission), thing)


def _gate() -> Any:
    if request.endpoint is None:
        return None
    access = declared_access(current_app.view_functions[request.endpoint])
    if access == PUBLIC or request.endpoint == "static":
        return None
    if access is None:
        current_app.logger.error("view without declared access: %s", request.endpoint)
        abort(403)
    if not current_user.is_authenticated:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    if access != SIGNED_IN and not holds(current_user, Permission(access)):
        abort(403)
    return None
