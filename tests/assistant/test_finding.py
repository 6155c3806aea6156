"""Find my scheme: the right questions, reasons from the answers, honest gaps, and an end to every path."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerhub.assistant.finding import Case
from partnerhub.assistant.guide_reading import read_guide
from partnerhub.assistant.guide_rules import UNSURE
from partnerhub.assistant.learned import PHRASES
from partnerhub.schemes.knowledge import shipped_knowledge
from partnerhub.schemes.presenting import Reader
from partnerhub.schemes.terms import Status

DAY = date(2026, 11, 28)
GUIDE = read_guide()[0]
PATHS = [(who, goal) for who, goals in GUIDE.paths.items() for goal in goals]


@pytest.fixture
def case(app):
    """Return a case for who, goal and answers, on a day."""
    knowledge = shipped_knowledge(PHRASES)

    def make(who, goal, day=DAY, lang="da", **answers):
        return Case(GUIDE.paths[who][goal], answers, GUIDE, knowledge, Reader(who, lang, day))

    with app.test_request_context():
        yield make


def _walk(make, who, goal, answers, seen, depth=0):
    """Every honest path: at each question each answer is given; the lists at the ends are noted."""
    here = make(who, goal, **answers)
    question = here.next_question()
    if question is None:
        seen.append((answers, [fit.scheme for fit in here.fitting()]))
        return
    assert question.id not in answers and depth < 8
    for value in here.goal.answers_to(question):
        _walk(make, who, goal, {**answers, question.id: value}, seen, depth + 1)


@pytest.mark.slow
def test_every_scheme_is_reached_and_every_path_ends(case):
    """Each of the schemes is proposed, or named as ended, at the end of an honest path; a path ends after at most six questions."""
    reached, longest = set(), 0
    for who, goal in PATHS:
        ends = []
        _walk(case, who, goal, {}, ends)
        reached |= {item.scheme for item in case(who, goal).find().gone}
        for answers, fitting in ends:
            longest = max(longest, len(answers))
            reached |= set(fitting)
    assert reached == set(GUIDE.fits) and len(reached) == 41
    assert longest <= 6


def test_all_who_come_have_goals():
    """Company, citizen, union, school and municipality each have goals, each with schemes of its own."""
    assert set(GUIDE.paths) == {"company", "citizen", "union", "school", "municipality"}
    assert all(len(goals) >= 5 for goals in GUIDE.paths.values())


def test_reasons_come_from_the_answers(case):
    """An adult unemployed for long fits the adult apprenticeship, each reason with the answer behind it, the deadline among the checks."""
    found = case("company", "laerling", alder="t30", fag="faglaert", situation="dagpenge", ledig="o6").find()
    first = found.proposed[0]
    assert first.scheme == "voksenlaerling"
    assert [reason.answer for reason in first.met] == ["30-49 år", "Mere end 6 måneder"]
    assert "senest 1 måned" in " ".join(first.open) and first.sources


def test_what_speaks_against_is_said(case):
    """Too young for the subsidy: ruled out with the condition and the answer, never proposed."""
    found = case("company", "laerling", alder="t18").find()
    assert "voksenlaerling" not in {item.scheme for item in found.proposed}
    out = next(item for item in found.ruled_out if item.scheme == "voksenlaerling")
    assert "25 år" in out.reasons[0].text and out.reasons[0].answer == "18-24 år"


@pytest.mark.parametrize(
    ("answers", "there"),
    [
        ({"situation": "dagpenge", "alder": "t30", "fag": "faglaert", "ledig": "u6"}, True),
        ({"situation": "job"}, False),
        ({"situation": "syg"}, False),
        ({"situation": "dagpenge", "alder": "t50"}, True),
    ],
)
def test_wage_subsidy_follows_the_situation(case, answers, there):
    """A wage subsidy is for the unemployed; six months are asked for softly, for single parents are exempt and nobody asks that."""
    found = case("citizen", "job", **answers).find()
    assert ("loentilskud" in {item.scheme for item in found.proposed}) is there


@pytest.mark.parametrize(
    ("scheme", "condition", "answers"),
    [
        ("igu", "18-50", {"situation": "kontant", "alder": "t50", "baggrund": "flygtning"}),
        ("hybridpraktik", "fuld tid", {"situation": "kontant", "alder": "t30"}),
        ("optraeningsplads", "langt fra arbejdsmarkedet", {"situation": "kontant", "alder": "t30"}),
    ],
)
def test_an_answer_that_says_less_than_the_condition_leaves_it_to_be_checked(case, scheme, condition, answers):
    """Who is 50 or more may be 50: nothing is ticked that was not said, and nothing ruled out."""
    proposed = next(item for item in case("citizen", "job", **answers).find().proposed if item.scheme == scheme)
    assert condition in " ".join(proposed.open)
    assert condition not in " ".join(reason.text for reason in proposed.met)


def test_a_scheme_for_the_disabled_is_not_proposed_to_who_has_none(case):
    """None of the ailments speaks against icebreaker; a disability speaks for it."""
    healthy, disabled = (case("citizen", "job", helbred=value).find() for value in ("intet", "handicap"))
    assert "isbryder" in {item.scheme for item in healthy.ruled_out}
    assert "isbryder" in {item.scheme for item in disabled.proposed}


@pytest.mark.parametrize("who", ["company", "municipality"])
@pytest.mark.parametrize(("answer", "there"), [("ledig", True), ("faa", False), (UNSURE, True)])
def test_an_unemployed_person_may_become_an_apprentice(case, who, answer, there):
    """Who looks for people and would train an unemployed person hears of the adult apprenticeship, with its conditions to check."""
    found = case(who, "rekruttere" if who == "company" else "virksomhed", hvem=answer).find()
    adult = [item for item in found.proposed if item.scheme == "voksenlaerling"]
    assert bool(adult) is there and all("fyldt 25 år" in " ".join(item.open) for item in adult)


def test_children_are_offered_only_what_children_can_want(case):
    """No goal of work or adult education asks whether one is a child; the goals of the young do."""
    ages = GUIDE.questions["alder"]
    asked = {
        (who, goal) for who, goal in PATHS if "u13" in case(who, goal).goal.answers_to(ages) and "alder" in GUIDE.paths[who][goal].asks
    }
    assert asked == {("company", "unge"), ("citizen", "ung"), ("school", "elever")}


@pytest.mark.parametrize(
    ("who", "goal", "answers", "first"),
    [
        ("company", "kurser", {}, True),
        ("citizen", "kurser", {}, False),
        ("school", "voksne", {}, False),
        ("citizen", "kurser", {"situation": "skole", "emne": "faglaert"}, False),
    ],
)
def test_what_has_ended_stands_first_for_those_who_used_to_get_it(case, who, goal, answers, first):
    """Companies ask for job rotation; citizens and schools are told what there is, and what has ended after it."""
    found = case(who, goal, **answers).find()
    assert found.gone and found.is_gone_first is (first or not found.proposed)


def test_the_page_keeps_that_order(browse):
    """The ended scheme's sentence comes before the list for a company, after it for a citizen."""
    for who, first in (("company", True), ("citizen", False)):
        page = browse(None).post("/assistent/find", {"who": who, "goal": "kurser", "show": "1"}, token=False).text
        assert (page.index("guide__gone") < page.index("guide__scheme")) is first


def test_what_is_unsettled_comes_after_what_is_sure(case):
    """A pool that may be closed, and one that is abolished, stand below what is granted today."""
    found = case("union", "ledig", situation="dagpenge", alder="t30", fag="ingen", ledig="o6").find()
    sure = [item.status is Status.ACTIVE for item in found.proposed]
    assert sure == sorted(sure, reverse=True) and {True, False} == set(sure)


@pytest.mark.parametrize(
    ("who", "goal", "answers", "scheme"),
    [
        ("citizen", "job", {"situation": "dagpenge", "alder": "t30", "baggrund": "udloeb"}, "seniorjob"),
        ("citizen", "job", {"situation": "job", "alder": "t50", "baggrund": "udloeb"}, "seniorjob"),
        ("citizen", "syg", {"helbred": "evne", "alder": "pension"}, "fleksjob"),
        ("company", "laerling", {"alder": "t30"}, "laereplads"),
        ("company", "laerling", {"alder": "t18", "fag": "faglaert"}, "fgu"),
    ],
)
def test_age_and_situation_rule_out(case, who, goal, answers, scheme):
    """What one is too young, too old or too busy for is told as not fitting."""
    found = case(who, goal, **answers).find()
    assert scheme in {item.scheme for item in found.ruled_out} and scheme not in {item.scheme for item in found.proposed}


def test_do_not_know_stays_open(case):
    """An answer that nobody has rules nothing out: the condition is to be checked."""
    found = case("company", "syg", helbred=UNSURE).find()
    flex = next(item for item in found.proposed if item.scheme == "fleksjob")
    assert any("varigt og væsentligt nedsat" in text for text in flex.open) and not flex.met


def test_only_questions_that_matter_are_asked(case):
    """The right answer ends the path: unskilled and over 25 needs no question on the length of unemployment."""
    assert case("company", "laerling", alder="t30", fag="ingen", situation="job", godkendt="ja").next_question() is None
    asked = case("company", "laerling", alder="t30", fag="faglaert").next_question()
    assert asked.id == "situation"
    assert case("company", "laerling", alder="t18", fag="ingen").next_question().id == "godkendt"


@pytest.mark.parametrize(("day", "ended"), [(date(2025, 6, 1), False), (DAY, True)])
def test_an_ended_scheme_is_never_proposed(case, day, ended):
    """Job rotation is said first as something that can no longer be granted, with what to use instead; before the act it fits."""
    found = case("company", "kurser", day=day).find()
    proposed = {item.scheme for item in found.proposed}
    assert ("jobrotation" in proposed) is not ended and bool(found.gone) is ended
    if ended:
        assert found.gone[0].lead == "Jobrotation kan ikke længere bevilges."
        assert [other.id for other in found.gone[0].alternatives] == ["veu-godtgoerelse", "voksenlaerling", "kompetencefond"]


def test_the_state_of_a_changing_scheme_is_said(case):
    """What is unsettled comes with its state and the sentence on it."""
    found = case("citizen", "fag", alder="t30", fag="ingen", situation="dagpenge").find()
    lift = next(item for item in found.proposed if item.scheme == "uddannelsesloeft")
    assert lift.status is Status.CHANGING and lift.remark


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_answers_break_the_finding(case, data):
    """Whatever is answered, forged values too: no fault, nothing ended is proposed, and each scheme stands in exactly one list."""
    who, goal = data.draw(st.sampled_from(PATHS))
    values = {key: st.sampled_from([*question.options, UNSURE, "vrøvl", ""]) for key, question in GUIDE.questions.items()}
    here = case(who, goal, lang="en", **data.draw(st.fixed_dictionaries({}, optional=values)))
    here.next_question()
    found = here.find()
    listed = [*(item.scheme for item in found.proposed), *(item.scheme for item in found.gone), *(item.scheme for item in found.ruled_out)]
    assert sorted(listed) == sorted(GUIDE.paths[who][goal].schemes)
    assert all(item.status is not Status.ENDED for item in found.proposed)
