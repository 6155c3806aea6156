"""Whether this installation can do its work: the database answers, its tables are the program's, mail goes out."""

from dataclasses import dataclass
from functools import cache

import structlog
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from .clock import now
from .database import current_revision, db, head_revision
from .mail import Mail, MailState

LATE_AFTER_SECONDS = 15 * 60
log = structlog.get_logger()


@dataclass(frozen=True)
class Readiness:
    """What was found. Late mail is told but does not make the pages unready."""

    database: bool
    migrations: bool
    mail_waiting: int = 0
    mail_age_seconds: int = 0

    @property
    def is_ready(self) -> bool:
        """Tell whether requests can be served."""
        return self.database and self.migrations

    @property
    def mail_is_late(self) -> bool:
        """Tell whether the oldest mail that is due has waited more than a quarter of an hour."""
        return self.mail_age_seconds > LATE_AFTER_SECONDS


def readiness() -> Readiness:
    """Look at database, migrations and mail queue; never raises."""
    try:
        if current_revision() != _head():
            return Readiness(database=True, migrations=False)
        due = select(func.count(), func.min(Mail.due_at)).where(Mail.state == MailState.QUEUED, Mail.due_at <= now())
        waiting, oldest = db.session.execute(due).one()
        age = int((now() - oldest).total_seconds()) if oldest else 0
        return Readiness(True, True, waiting, age)
    except SQLAlchemyError as error:
        db.session.rollback()
        log.error("database does not answer", error=type(error).__name__)
        return Readiness(database=False, migrations=False)


@cache
def _head() -> str | None:
    return head_revision()
