"""What the written answers tell of a point beside their facet is found in both languages alike (`lexicon/points.yaml`)."""

import pytest

from partnerhub.assistant.asking import Asked, ask
from partnerhub.assistant.points import POINTS, is_told_in
from partnerhub.schemes.shipped import FOLDER, read_scheme, texts_of

IDS = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def told(text: str) -> set[str]:
    """Return the points that a text tells of."""
    return {point for point in POINTS if is_told_in(text, point)}


@pytest.mark.parametrize("scheme_id", IDS)
def test_both_languages_tell_of_the_same_points(scheme_id):
    """What is told in one language is not said to be unknown in the other: paragraph by paragraph."""
    faults = []
    for answer in read_scheme(FOLDER / f"{scheme_id}.yaml").answers.values():
        for text in (*texts_of(answer), *answer.open_questions):
            danish, english = text.da.split("\n"), text.en.split("\n")
            assert len(danish) == len(english), f"{answer.facet}: {text.da}"
            pairs = zip(danish, english, strict=True)
            faults += [f"{answer.facet}: {told(da) ^ told(en)}: {da} | {en}" for da, en in pairs if told(da) != told(en)]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("Fristen for at klage er 4 uger.", "appeal"),
        ("The time limit for complaining is 4 weeks.", "appeal"),
        ("The decision can be appealed.", "appeal"),
        ("Also a sole proprietorship can use it.", "alone"),
        ("Den gamle frist gælder ikke mere.", "change"),
        ("Han har et frikort.", "tax"),
        ("Man kan blive fyret efter de almindelige regler.", "notice"),
        ("The training agreement cannot be given notice.", "notice"),
        ("AUB giver også tilskud til transport.", "ride"),
    ],
)
def test_a_point_is_heard_in_the_forms_it_is_written_in(text, point):
    """A form of a word that the answers use is as good as its first."""
    assert told(text) == {point}


@pytest.mark.parametrize("text", ["En fyret må ikke erstattes inden for 3 måneder.", "Virksomheden må ikke være gået konkurs."])
def test_what_only_sounds_like_a_point_tells_nothing_of_it(text):
    """Who may not be replaced is another matter than who may be dismissed."""
    assert told(text) == set()


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Kan man blive fyret i løntilskud?", "funktionærloven"),
        ("Hvad sker der, hvis virksomheden går konkurs, mens jeg er i løntilskud?", "ikke fundet noget om, hvad der sker ved konkurs"),
        ("får jeg transport betalt i virksomhedspraktik", "måske få penge til transport"),
        ("kan jeg få tolk i virksomhedspraktik", "ikke fundet noget om tolk"),
        ("Er der pension i fleksjob?", "ikke fundet noget om indbetaling til pension"),
        ("Hvordan klager jeg over afslag på fleksjob?", "Fristen for at klage over en afgørelse om fleksjob er 4 uger"),
        ("Hvad sker der, når en ansat i fleksjob bliver syg?", "sygedagpenge tilbage fra første dag"),
        ("Får man SU på FGU?", "skoleydelse eller løn i praktikken"),
    ],
)
def test_a_point_is_told_first_or_said_to_be_unknown(app, question, said):
    """What is asked for beside the facet goes before the answer; where no answer tells it, that is said."""
    with app.test_request_context():
        reply = ask(Asked(question))
    assert reply.answer and reply.lifted.is_first and said in reply.lifted.text


@pytest.mark.parametrize(
    ("question", "whom"),
    [
        ("Kan jeg trække mit håndværktøj fra i skat som lærling?", "Skattestyrelsen"),
        ("feriepenge fra min gamle læreplads er ikke udbetalt, chefen svarer ikke", "fagforeningen"),
    ],
)
def test_a_scheme_that_is_only_named_is_not_answered(app, question, whom):
    """Who names a scheme, but asks of a matter that neither it nor any other tells of, is told whom to ask, and no amounts."""
    with app.test_request_context():
        reply = ask(Asked(question))
    assert reply.kind == "none" and reply.answer is None and whom in reply.message
