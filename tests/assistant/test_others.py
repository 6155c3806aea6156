"""In a talk a matter that others answer for is left to them, and what the scheme spoken of tells is still told."""

import pytest

from partnerhub.assistant.asking import Asked, ask


@pytest.mark.parametrize(
    ("before", "question"),
    [
        ("Hvad er VEU-godtgørelse?", "må vi fyre ham, mens han er syg?"),
        ("Hvad er delvis raskmelding?", "optjener hun ferie imens?"),
        ("Hvad er seniorpræmien?", "hvornår kan han få folkepension?"),
        ("Hvad er fritidsjob?", "hvor meget er børne- og ungeydelsen?"),
        ("What is an adult apprentice?", "does she lose her housing benefit?"),
    ],
)
def test_what_others_answer_for_is_refused(app, before, question):
    """Nothing of the scheme spoken of is said for it."""
    with app.test_request_context():
        reply = ask(Asked(question, (before,)))
    assert reply.kind == "none" and reply.answer is None


@pytest.mark.parametrize(
    ("before", "question", "scheme"),
    [
        ("Hvad er fritidsjob?", "betaler hun skat af det?", "fritidsjob"),
        ("Hvad er seniorjob?", "jeg har aldrig betalt til efterløn", "seniorjob"),
        ("Hvad er FGU?", "får man su", "fgu"),
    ],
)
def test_what_the_scheme_tells_is_answered(app, before, question, scheme):
    """A word that the scheme's own answers hold is asked of the scheme."""
    with app.test_request_context():
        assert ask(Asked(question, (before,))).answer.scheme == scheme
