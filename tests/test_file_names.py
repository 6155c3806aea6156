"""A sheet's name is shown and kept: without what nobody sees in it."""

import pytest

from partnerhub.errors import RuleBroken
from partnerhub.sheets.uploads import source_name


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\plan\\behov.xlsx", "behov.xlsx"),
        ("fin\u202excod.xlsx", "finxcod.xlsx"),
        ("behov\0\x1b.csv", "behov.csv"),
        ("\u200b", "en fil"),
    ],
)
def test_a_name_is_kept_as_it_is_seen(app, sent, kept):
    """Marks that turn a line around and control characters are left out; a database would refuse some of them."""
    with app.test_request_context():
        assert source_name(sent) == kept


def test_an_invisible_mark_hides_no_number(app):
    """A CPR number in a file's name is stopped, also when something invisible stands between its digits."""
    with app.test_request_context(), pytest.raises(RuleBroken, match="CPR"):
        source_name("010190\u200b-1234.xlsx")
