"""An answer taken elsewhere: as plain text with its date and sources, and a question as a mail to a human."""

from urllib.parse import quote

from flask_babel import force_locale
from flask_babel import gettext as _

from partnerhub.clock import today
from partnerhub.language import write_day
from partnerhub.schemes.labels import source_year

from .dialogue import Turn


def plain_text(turn: Turn, address: str) -> str:
    """Return an answer as text to paste: what holds first, the answer, what nobody knows, sources with year, dates, address."""
    answer = turn.reply.answer
    if answer is None:
        return turn.reply.message
    with force_locale(turn.reply.lang):
        lines = [answer.title, "", turn.reply.told, *filter(None, [turn.reply.beside, turn.reply.message])]
        if answer.alternative_names and answer.status == "ended":
            lines.append(_("Brug i stedet: %(names)s.", names=", ".join(answer.alternative_names)))
        lines += [line.removeprefix("- ") for line in answer.details.split("\n") if line.strip() and line != turn.reply.lifted.text]
        lines += [*answer.remarks, *filter(None, [turn.reply.note])]
        if answer.open_questions:
            lines += ["", _("Det ved vi ikke"), *(f"- {text}" for text in answer.open_questions)]
        if answer.sources:
            named = (f"- {source.title}, {source.publisher}, {source_year(source.seen_year)}" for source in answer.sources)
            web = (f" {source.link}" if source.link else "" for source in answer.sources)
            lines += ["", _("Kilder"), *(f"{name}{link}" for name, link in zip(named, web, strict=True))]
        reviewed = _("Gennemgået af kommunen.") if answer.reviewed else _("Endnu ikke gennemgået af kommunen.")
        checked, guiding = _("Tjekket %(day)s.", day=write_day(answer.checked_on)), _("Svaret er vejledende.")
        lines += ["", f"{checked} {reviewed} {guiding}"]
        lines.append(_("Hentet %(day)s fra %(address)s", day=write_day(today()), address=address))
    return "\n".join(lines)


def mail_link(address: str, question: str, lang: str) -> str:
    """Return a mailto address with the question filled in and a warning against CPR numbers, "" when there is nobody to write to."""
    if not address:
        return ""
    with force_locale(lang):
        subject = _("Spørgsmål om en ordning")
        warning = _("Skriv ikke CPR-nummer eller oplysninger om helbred i mailen: en almindelig mail er ikke sikker.")
        body = "\r\n".join([_("Mit spørgsmål:"), question, "", warning, ""])
    return f"mailto:{quote(address, safe='@')}?subject={quote(subject)}&body={quote(body, safe='')}"
