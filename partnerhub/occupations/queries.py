"""Questions to the database about occupations added here."""

from sqlalchemy import func, select

from ..database import db
from .content_types import Occupation
from .models import LocalOccupation


def local_occupations() -> list[Occupation]:
    """Return the occupations added here, oldest first."""
    rows = db.session.scalars(select(LocalOccupation).order_by(LocalOccupation.id))
    return [
        Occupation(
            id=row.slug,
            title_da=row.title_da,
            title_en=row.title_en,
            disco08=None,
            level=row.level,
            sector=row.sector,
            synonyms=tuple(row.synonyms),
        )
        for row in rows
    ]


def stamp() -> tuple[int, str]:
    """Return how many occupations were added here and when the last one: equal readings mean that nothing changed between them."""
    count, latest = db.session.connection().execute(_STAMP).one()
    return int(count), str(latest)


_ROWS = LocalOccupation.__table__.c
_STAMP = select(func.count(_ROWS.id), func.max(_ROWS.added_at))  # asked on each page that names an occupation: without the ORM


def slug_is_taken(slug: str) -> bool:
    """Tell whether an occupation added here has this id."""
    return db.session.scalar(select(LocalOccupation.id).where(LocalOccupation.slug == slug)) is not None
