"""`partnerhub assistant evaluate` and `ask`: figures by kind, wrong cases on request, and a crooked file is told by its line."""

import json

import pytest

from partnerhub.assistant.evaluation import evaluate

LINES = [
    {
        "question": "Hvad er voksenlærling?",
        "kind": "plain",
        "scheme": ["voksenlaerling"],
        "facet": ["what"],
        "lang": "da",
        "audience": "company",
    },
    {"question": "og hvor længe?", "kind": "followup", "scheme": ["fleksjob"], "facet": ["duration"], "context": ["Hvad er et fleksjob?"]},
    {"question": "Hvad er et fleksjob?", "kind": "plain", "scheme": ["aub"], "facet": ["what"]},
    {"question": "Hvem vinder VM?", "kind": "offtopic", "scheme": [], "facet": [], "audience": "nobody", "context": None},
]


@pytest.fixture
def run(app, tmp_path):
    """Run the command on a file of these lines; return the result."""

    def evaluate_file(text, *options):
        path = tmp_path / "questions.jsonl"
        path.write_text(text, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["assistant", "evaluate", str(path), *options])

    return evaluate_file


def test_the_figures_stand_by_kind_and_wrong_cases_come_on_request(run):
    """Right first, with facet, shown, misled, refused; the wrong ones with what was said."""
    text = "\ufeff" + "\n".join(json.dumps(line, ensure_ascii=False) for line in LINES) + "\n"
    result = run(text, "--wrong")
    rows = {line.split()[0]: line.split()[1:] for line in result.output.splitlines()}
    assert result.exit_code == 0
    assert rows["plain"] == ["2", "50.0", "50.0", "50.0", "50.0", "-", "-"] and rows["followup"][1:3] == ["100.0", "100.0"]
    assert rows["offtopic"][-2] == "100.0" and rows["all"][0] == "4"
    assert "fleksjob/what for aub: Hvad er et fleksjob?" in result.output
    assert "aub" not in run(text).output


def test_a_line_may_hold_any_sign(app, tmp_path):
    """What other programs take for the end of a line is none in JSON."""
    path = tmp_path / "questions.jsonl"
    path.write_text(json.dumps(LINES[0] | {"question": "Hvad er\u2028voksenlærling?"}, ensure_ascii=False), encoding="utf-8")
    with app.test_request_context():
        assert evaluate(path)[0].hit


@pytest.mark.parametrize(
    "crooked",
    [
        "nonsense",
        "[]",
        '{"question": "Hvad?"}',
        json.dumps(LINES[0] | {"scheme": "fleksjob"}),
        json.dumps(LINES[0] | {"facet": "what"}),
        json.dumps(LINES[0] | {"context": "Hvad er et fleksjob?"}),
        json.dumps(LINES[0] | {"context": [1]}),
        json.dumps(LINES[0] | {"question": None}),
        "[" * 100_000,
    ],
)
def test_a_crooked_line_is_named(run, crooked):
    """No traceback and no figures that mean nothing: the line that must be mended."""
    result = run(f"{json.dumps(LINES[0])}\n{crooked[:200_000]}\n")
    assert result.exit_code == 1 and "line 2 is no labelled question" in result.output and "Traceback" not in result.output


def test_a_question_is_answered_on_the_command_line(app):
    """The state first, the answer, and what else one may ask."""
    result = app.test_cli_runner().invoke(args=["assistant", "ask", "Kan vi få jobrotation?", "--audience", "company"])
    assert result.exit_code == 0 and "Jobrotation kan ikke længere bevilges." in result.output and "  - " in result.output
    assert app.test_cli_runner().invoke(args=["assistant", "ask", " "]).exit_code == 1
