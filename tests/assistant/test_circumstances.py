"""What somebody tells of themselves in a talk is answered from the scheme spoken of; what is refused in a talk leaves a way on."""

import pytest

from partnerhub.assistant.asking import Asked, ask


def answered(app, question, *before, lang="da"):
    """The reply to a question after these."""
    with app.test_request_context():
        return ask(Asked(question, before, lang=lang))


@pytest.mark.parametrize(
    ("before", "question", "scheme", "facet"),
    [
        ("What is an adult apprentice?", "I am 24", "voksenlaerling", "who"),
        ("what is IGU", "I am 52", "igu", "who"),
        ("hvad er fgu", "min søn er 17 og har intet", "fgu", "who"),
        ("hvad er personlig assistance", "jeg er studerende", "personlig-assistance", "who"),
        ("hvad er virksomhedspraktik", "hvad med min kontanthjælp", "virksomhedspraktik", "money"),
        ("Hvad er fleksjob?", "Jeg har fået afslag", "fleksjob", "apply"),
        ("Hvad er en mentor?", "jeg er på dagpenge", "mentor", "who"),
        ("Hvad er fleksjob?", "hvad hvis jeg er på kontanthjælp?", "fleksjob", "who"),
        ("Hvad er løntilskud?", "vi er 3 ansatte", "loentilskud", "rules"),
        ("Hvad er voksenlærling?", "hvordan?", "voksenlaerling", "apply"),
        ("Hvad er løntilskud?", "hvor mange?", "loentilskud", "rules"),
        ("What is a wage subsidy?", "how?", "loentilskud", "apply"),
    ],
)
def test_few_words_of_oneself_are_about_what_is_spoken_of(app, before, question, scheme, facet):
    """An age, a benefit or a refusal asks whether and how the scheme is for that one."""
    said = answered(app, question, before)
    assert said.answer and (said.answer.scheme, str(said.answer.facet)) == (scheme, facet)


def test_who_was_refused_is_told_the_time_to_complain(app):
    """A deadline after a refusal is that for complaints."""
    said = answered(app, "hvor lang tid har jeg", "jeg har fået afslag på fleksjob")
    assert said.told.startswith("Fristen for at klage over en afgørelse om fleksjob er 4 uger.")


@pytest.mark.parametrize("before", ["Min chef siger nej til voksenlærling", "jeg har fået afslag på et AMU-kursus"])
def test_another_no_leads_to_no_complaint(app, before):
    """An employer's no, and one on a scheme that tells nothing of complaints, are not answered with them."""
    assert "klage" not in answered(app, "hvordan søger man voksenlærling?", before).told.casefold()


@pytest.mark.parametrize("question", ["hvornår får jeg folkepension?", "og hvad med efterløn?"])
def test_what_is_refused_in_a_talk_leaves_a_way_on(app, question):
    """The refusal stands, with what can be asked of the scheme that is spoken of; a talk about nothing has none."""
    said = answered(app, question, "Hvad er en mentor?")
    assert said.kind == "none" and {choice.scheme for choice in said.suggestions} == {"mentor"}
    assert "Om Mentorstøtte kan jeg svare på dette:" in said.message
    assert not answered(app, "hvem er borgmester?", "Hvad er en mentor?").suggestions


def test_what_replaces_an_ended_scheme_is_chosen_among(app):
    """Who asks what to use instead of job rotation gets its alternatives by name, and may choose in words."""
    said = answered(app, "hvad så i stedet?", "Kan vi få jobrotation?")
    assert said.kind == "clarify" and said.suggestions[0].scheme == "veu-godtgoerelse"
    chosen = answered(app, "den anden", "Kan vi få jobrotation?", "hvad så i stedet?")
    assert chosen.answer.scheme == said.suggestions[1].scheme
