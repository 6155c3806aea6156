"""Who asks is understood from the question where it leaves no doubt, shown as a chip, and can be taken off."""

import pytest
from werkzeug.datastructures import MultiDict

from partnerhub.assistant.posted import read_posted
from partnerhub.assistant.voices import voice_in


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("Min medarbejder har fået en diskusprolaps, hvad kan vi gøre?", "company"),
        ("we want to hire a welder from India", "company"),
        ("Jeg er tillidsrepræsentant, kan klubben være med?", "union"),
        ("Vores kursister mangler en praktikplads", "school"),
        ("jeg er sygemeldt med stress", "citizen"),
        ("my boss says I must come", "citizen"),
        ("hvad får jeg i løn som voksenlærling?", "citizen"),
        ("Hvad er et fleksjob?", None),
        ("Hvor meget kan vi få?", None),
        ("Jeg er tillidsrepræsentant, og min medarbejder er syg", None),
    ],
)
def test_who_asks_is_heard_only_where_it_is_plain(question, who):
    """ "We" alone may be anybody; words of two sides tell nothing."""
    assert voice_in(question) == who


def test_what_was_chosen_or_taken_off_holds():
    """A chosen role is not talked over, one that is taken off stays off, and a button says nothing of who presses it."""
    said = {"question": "Min medarbejder er syg"}
    assert read_posted(MultiDict(said)).audience == "company"
    assert read_posted(MultiDict(said | {"audience": "municipality"})).audience == "municipality"
    assert read_posted(MultiDict(said | {"audience": "company", "drop": "role"})).audience is None
    assert read_posted(MultiDict(said | {"choice": "valg:fleksjob:what"})).audience is None


def test_the_chip_and_the_wording_follow(browse):
    """The page says whom it takes one for, and answers that side."""
    page = browse(None).post("/assistent", {"question": "Min medarbejder skal have et fleksjob. Hvad betaler vi?"}, token=False).text
    assert 'name="audience" value="company"' in page and "Spørg ikke længere som" in page
    assert "I betaler" in page
