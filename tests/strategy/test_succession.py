"""A successor is drafted, rebuilt and opened by the steward; open commitments go over with their history."""

from datetime import date

import pytest
from makers import make_partner, make_steward, make_user
from promises import guidepost, promise
from sqlalchemy import select

from partnerhub.commitments import service
from partnerhub.commitments.kinds import Status
from partnerhub.commitments.models import Commitment
from partnerhub.commitments.totals import faults
from partnerhub.database import db
from partnerhub.errors import RuleBroken, StaleVersion
from partnerhub.events import Event, verify
from partnerhub.municipality.succession import succeed
from partnerhub.strategy import structure, succession
from partnerhub.strategy.editing import Frame, Words
from partnerhub.strategy.models import Goal, Section, Strategy, StrategyState
from partnerhub.strategy.queries import find_strategy, strategy_in_force, texts_of

FORM = {"title_da": "Strategi 2026-2029", "title_en": "Strategy 2026-2029", "starts_on": "2026-01-01", "ends_on": "2029-12-31"}


def _draft(by):
    return succession.draft_successor(by, Frame("Strategi 2026-2029", "Strategy 2026-2029", date(2026, 1, 1), date(2029, 12, 31)))


def _posts(strategy):
    return {post.code: post for goal in strategy.goals for post in goal.guideposts}


def test_the_draft_is_a_copy_that_only_the_steward_sees(browse):
    """The form makes a full copy with its own period and address; visitors and partners do not learn that it exists."""
    steward = browse(make_steward())
    answer = steward.post("/strategi/ny", FORM)
    assert answer.request.path == "/strategi/2026-2029/opbygning"
    old, new = strategy_in_force(), find_strategy("2026-2029")
    assert list(_posts(new)) == list(_posts(old))
    for section in (Section.PRINCIPLE, Section.CONTRIBUTION, Section.THREAT):
        assert len(texts_of(new.id).of(section)) == len(texts_of(old.id).of(section))
    assert sum(map(len, texts_of(new.id).points.values())) == sum(map(len, texts_of(old.id).points.values()))
    steward.get("/strategi/2026-2029")
    for other in (browse(), browse(make_user(is_manager=True))):
        other.get("/strategi/2026-2029", status=404)
        assert "2026-2029" not in other.get("/strategi/alle").text
        assert "2022-2025" in other.get("/strategi").text


def test_one_draft_at_a_time(browse):
    """A second draft is refused with a sentence, and what was typed stays."""
    steward = make_steward()
    _draft(steward)
    answer = browse(steward).post("/strategi/ny", FORM | {"title_da": "Endnu en"}, status=422)
    assert "Der er allerede en kladde" in answer.text and "Endnu en" in answer.text


def test_the_draft_is_rebuilt(browse):
    """Goals, guideposts and texts are added, moved, edited and removed on the pages; codes stay and new ones are never reused."""
    steward = make_steward()
    new = _draft(steward)
    browser = browse(steward)
    words = {"title_da": "Grøn omstilling", "short_da": "Grøn", "text_da": "Nyt.", "wording": "own"}
    browser.get("/strategi/2026-2029/opbygning/ny/maal")
    browser.post("/strategi/2026-2029/opbygning/ny/maal", words)
    db.session.expire_all()
    goal = find_strategy("2026-2029").goals[-1]
    assert (goal.code, goal.title_da) == ("4", "Grøn omstilling")
    browser.post(f"/strategi/2026-2029/opbygning/ny/pejlemaerke?under={goal.id}", words)
    first = find_strategy("2026-2029").goals[0]
    seventh = first.guideposts[6]
    browser.post(f"/strategi/flyt/pejlemaerke/{seventh.id}/op")
    db.session.expire_all()
    assert [post.code for post in find_strategy("2026-2029").goals[0].guideposts] == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.7", "1.6"]
    browser.post(f"/strategi/fjern/pejlemaerke/{seventh.id}", {"version": seventh.version})
    browser.post(f"/strategi/2026-2029/opbygning/ny/pejlemaerke?under={first.id}", words)
    db.session.expire_all()
    codes = [post.code for post in find_strategy("2026-2029").goals[0].guideposts]
    assert codes == ["1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.8"]
    browser.post("/strategi/2026-2029/opbygning/ny/tekst?afsnit=threat", words)
    assert texts_of(new.id).of(Section.THREAT)[-1].title_da == "Grøn omstilling"
    assert "Grøn omstilling" in browser.get("/strategi/2026-2029/swot").text


def test_what_does_not_fit_is_refused(each_database):
    """A goal with guideposts cannot go, a point needs its principle, and an opened strategy keeps its build."""
    steward = make_steward()
    new = _draft(steward)
    goal = new.goals[0]
    with pytest.raises(RuleBroken, match="pejlemærker"):
        structure.remove(steward, "goal", goal.id, goal.version)
    with pytest.raises(RuleBroken):
        structure.add_item(steward, new.id, Section.POINT, None, Words("Løst punkt"))
    foreign = texts_of(strategy_in_force().id).of(Section.PRINCIPLE)[0]
    with pytest.raises(RuleBroken):
        structure.add_item(steward, new.id, Section.POINT, foreign.id, Words("Fremmed punkt"))
    opened = strategy_in_force().goals[0].guideposts[0]
    with pytest.raises(RuleBroken, match="ligger fast"):
        structure.remove(steward, "guidepost", opened.id, opened.version)
    with pytest.raises(RuleBroken, match="tovholder"):
        structure.add_goal(make_user(is_manager=True), new.id, Words("Kup"))
    post = goal.guideposts[0]
    with pytest.raises(StaleVersion):
        structure.remove(steward, "guidepost", post.id, post.version + 1)
    structure.move(steward, "guidepost", post.id, -1)
    assert [p.code for p in find_strategy("2026-2029").goals[0].guideposts][0] == "1.1"


def test_a_draft_can_be_thrown_away(browse):
    """Deleting the draft leaves the strategy in force untouched; one that was opened cannot be deleted."""
    steward = make_steward()
    new = _draft(steward)
    browser = browse(steward)
    browser.post("/strategi/2026-2029/slet", {"version": new.version + 5})
    assert find_strategy("2026-2029") is not None
    browser.post("/strategi/2026-2029/slet", {"version": new.version})
    assert find_strategy("2026-2029") is None
    assert db.session.scalar(select(Goal).join(Strategy).where(Strategy.slug == "2026-2029")) is None
    old = strategy_in_force()
    assert len(_posts(old)) == 17
    with pytest.raises(RuleBroken):
        succession.remove_draft(steward, old.id, old.version)


def test_the_successor_takes_over_and_open_commitments_go_with_it(browse):
    """The page proposes the same codes; opening moves open commitments where chosen, finished ones stay, history and sums hold."""
    steward = make_steward()
    owner = make_user(make_partner(), is_manager=True)
    open_one = promise("Åben", code="1.4", by=owner)
    draft_one = promise("Kladde", code="1.4", by=owner, state="draft")
    done = promise("Færdig", code="1.4", by=owner)
    service.finish(owner, done.id, done.version, Status.FULFILLED, "Nået")
    left = promise("Bliver", code="2.1", by=owner)
    events = select(Event.name).where(Event.subject_type == "commitment", Event.subject_id == open_one.id).order_by(Event.seq)
    before = list(db.session.scalars(events))
    new = _draft(steward)
    browser = browse(steward)
    browser.get("/kommunen/strategi")
    old_posts = _posts(strategy_in_force())
    page = browser.get("/kommunen/strategi/2026-2029").text
    assert f'value="{_posts(new)["1.4"].id}" selected' in page
    fields = next(form["fields"] for form in browser.page.forms if "version" in form["fields"])
    chosen = {f"post-{post.id}": _posts(new)[code].id for code, post in old_posts.items()}
    chosen[f"post-{old_posts['1.4'].id}"] = _posts(new)["3.2"].id
    chosen[f"post-{old_posts['2.1'].id}"] = 0
    answer = browser.post("/kommunen/strategi/2026-2029", {**fields, **chosen})
    assert answer.request.path == "/strategi" and "Strategi 2026-2029" in answer.text
    db.session.expire_all()
    assert find_strategy("2022-2025").state == StrategyState.SUCCEEDED
    rows = {row.id: row for row in db.session.scalars(select(Commitment))}
    for moved in (open_one, draft_one):
        assert rows[moved.id].guidepost_id == _posts(find_strategy("2026-2029"))["3.2"].id
        assert rows[moved.id].goal.code == "3"
    assert rows[done.id].guidepost_id == old_posts["1.4"].id
    assert rows[left.id].guidepost_id == old_posts["2.1"].id
    assert list(db.session.scalars(events)) == [*before, "commitment.carried_over"]
    assert faults() == []
    assert verify() is None
    assert "Strategien er afløst" in browse().get("/strategi/2022-2025").text
    assert "1 åben forpligtelse hænger stadig her." in browser.get("/kommunen/strategi").text
    target = _posts(find_strategy("2026-2029"))["2.1"]
    browser.post("/kommunen/strategi/2026-2029", {"version": 0, f"post-{old_posts['2.1'].id}": target.id})
    db.session.expire_all()
    assert db.session.get(Commitment, left.id).guidepost_id == target.id


def test_opening_is_one_change(each_database):
    """Opening and carrying over are one transaction on both databases: a mapping that fails leaves the draft a draft."""
    steward = make_steward()
    one = promise("Åben", code="1.4")
    new = _draft(steward)
    old_id, new_id, slug, version = guidepost("1.4").id, _posts(new)["3.2"].id, new.slug, new.version
    for wrong in ({old_id: old_id}, {new_id: new_id}, {old_id: 10**9}):
        with pytest.raises(RuleBroken, match="vælg på ny"):
            succeed(steward, slug, version, wrong)
    with pytest.raises(StaleVersion):
        succeed(steward, slug, version + 1, {old_id: new_id})
    with pytest.raises(RuleBroken):
        succeed(make_user(is_manager=True), slug, version, {old_id: new_id})
    db.session.expire_all()
    assert find_strategy(slug).state == StrategyState.DRAFT
    opened, moved = succeed(steward, slug, version, {old_id: new_id})
    assert (opened.state, moved) == (StrategyState.IN_FORCE, 1)
    db.session.expire_all()
    assert db.session.get(Commitment, one.id).guidepost_id == new_id
    assert strategy_in_force().slug == slug
    assert faults() == []


def test_a_bad_mapping_changes_nothing(browse):
    """A guidepost of another strategy, or a draft changed since, is refused with a sentence, and the old strategy stays in force."""
    steward = make_steward()
    new = _draft(steward)
    one = promise("Åben", code="1.4")
    browser = browse(steward)
    field = f"post-{guidepost('1.4').id}"
    browser.post("/kommunen/strategi/2026-2029", {"version": new.version, field: guidepost("1.4").id}, status=422)
    browser.post("/kommunen/strategi/2026-2029", {"version": new.version + 1, field: _posts(new)["1.4"].id}, status=409)
    db.session.expire_all()
    assert strategy_in_force().slug == "2022-2025"
    assert db.session.get(Commitment, one.id).guidepost_id == guidepost("1.4").id


def test_a_goal_without_guideposts_keeps_the_draft_shut(app):
    """A strategy whose goal has no guidepost cannot be opened: a commitment could not hang on it."""
    steward = make_steward()
    new = _draft(steward)
    structure.add_goal(steward, new.id, Words("Tomt mål"))
    db.session.expire_all()
    new = find_strategy("2026-2029")
    with pytest.raises(RuleBroken, match="mindst ét pejlemærke"):
        succession.open_strategy(steward, new.id, new.version)


@pytest.mark.parametrize("url", ["/kommunen/strategi", "/kommunen/strategi/2022-2025", "/strategi/ny", "/strategi/2022-2025/opbygning"])
def test_only_the_steward_gets_in(browse, url):
    """Succession is the steward's: a manager gets 403."""
    browse(make_user(is_manager=True)).get(url, status=403)
