"""Learning from everything: the same judges as a textbook solver's, and the same after a change as from nothing, only sooner."""

import io
import json
import os
import random
import subprocess
import sys

import numpy as np
import pytest
from scipy.sparse import csr_matrix, random_array
from sklearn.svm import LinearSVC

from partnerhub.assistant.brain import LearningError, _model
from partnerhub.assistant.brain import learn as learn_in_a_child
from partnerhub.assistant.examples import Example
from partnerhub.assistant.features import features, read_question
from partnerhub.assistant.judges import Lesson, learn
from partnerhub.assistant.learned import examples_of
from partnerhub.assistant.learning import WORKINGS, main
from partnerhub.assistant.model import Model, vector
from partnerhub.assistant.rows import Rows
from partnerhub.assistant.spelling import Speller
from partnerhub.assistant.training import fit
from partnerhub.assistant.understanding import Understanding
from partnerhub.assistant.workings import Workings

LACES = Example("Hvad er snørebåndsordningen?", ("jobrotation",), ("what",))
ABOUT = {"jobrotation", "mentor", "fleksjob", "voksenlaerling", "virksomhedspraktik"}


@pytest.fixture(scope="module")
def some(known):
    """Examples of five schemes, every sixth of what belongs elsewhere, and the answers of the five."""
    found = [example for example in examples_of(known.phrases, known.schemes) if set(example.schemes) <= ABOUT]
    outside = [example for example in found if not example.schemes]
    return [example for example in found if example.schemes] + outside[::6]


@pytest.fixture(scope="module")
def learned(some):
    """A model and its workings, learned from nothing."""
    return fit(some)


def scores(model, texts):
    """What the model's judges say of texts, a row each."""
    found = [vector(features(model.read(text)), model.columns, model.rarity) for text in texts]
    return np.array([model.offsets + values @ model.weights[where] for where, values in found])


def cost_of(rows, lesson, weights, offsets):
    """What each judge costs: the squares of its weights and of what its examples fall short."""
    short = np.maximum(0, 1 - lesson.goals * (rows @ weights + offsets))
    return 0.5 * (weights**2).sum(axis=0) + (lesson.costs * short**2).sum(axis=0)


def test_judges_are_as_good_as_a_textbook_solver_s():
    """Three judges of 400 random rows, one of which hears only half of them, cost at most five in a hundred more than scikit-learn's."""
    rows = csr_matrix(random_array((400, 300), density=0.05, rng=np.random.default_rng(1), dtype=np.float32))
    hidden = np.random.default_rng(2).normal(size=(300, 3))
    goals = np.where(rows @ hidden + np.random.default_rng(3).normal(scale=0.3, size=(400, 3)) > 0.2, 1, -1).astype(np.float32)
    costs = np.random.default_rng(4).uniform(0.3, 1.5, size=(400, 3)).astype(np.float32)
    costs[::2, 2] = 0
    lesson = Lesson(goals, costs)
    bench = learn(rows, lesson)
    ours = cost_of(rows, lesson, bench.weights, bench.offsets)
    for judge in range(3):
        own = np.flatnonzero(costs[:, judge])
        reference = LinearSVC(tol=1e-6, intercept_scaling=30, max_iter=100_000)
        reference.fit(rows.astype(np.float64)[own], goals[own, judge], sample_weight=costs[own, judge])
        alone = Lesson(goals[:, [judge]], costs[:, [judge]])
        assert ours[judge] <= 1.05 * cost_of(rows, alone, reference.coef_.T, reference.intercept_)[0]


def test_a_judge_that_hears_only_no_says_no():
    """A kind without a single example is not found in anything."""
    rows = csr_matrix(np.eye(6, dtype=np.float32))
    bench = learn(rows, Lesson(-np.ones((6, 1), dtype=np.float32), np.ones((6, 1), dtype=np.float32)))
    assert (rows @ bench.weights + bench.offsets < -0.9).all()


def test_rows_hold_what_a_question_holds(learned, some):
    """An example's row and the same text asked have the same features and values."""
    model, workings = learned
    columns, rarity, values = workings.rows.weighed()
    assert columns == model.columns and (rarity == model.rarity).all()
    for place in random.Random(1).sample(range(len(some)), 60):
        where, found = vector(features(read_question(some[place].text, some[place].audience, model.speller)), columns, rarity)
        row = values[place]
        assert dict(zip(where.tolist(), found.round(4).tolist(), strict=True)) == pytest.approx(
            dict(zip(row.indices.tolist(), row.data.round(4).tolist(), strict=True)), abs=1e-3
        )


def test_rows_may_come_and_go():
    """Rows taken over with others read later are those that reading all of them gives."""
    texts = ["ordet kommer", "et andet ord går", "🎉", "ordet kommer igen og igen", "noget helt nyt kommer"]
    read = [read_question(text, None, Speller({})) for text in texts]
    first = Rows.of(read[:4])
    later = first.taken(np.array([3, 0, 4]), Rows.of(read[4:]))
    anew = Rows.of([read[3], read[0], read[4]])
    for mine, other in [(later.tokens, anew.tokens), *((later.blocks[block], anew.blocks[block]) for block in anew.blocks)]:
        assert set(mine.names) == set(other.names)
        order = [mine.names.index(name) for name in other.names]
        assert (mine.times.toarray()[:, order] == other.times.toarray()).all()


def test_after_a_change_it_is_learned_as_from_nothing(some, learned):
    """A new question is understood, a removed one forgotten, and other texts are judged as by a model that began from nothing."""
    _, workings = learned
    gone = [example for example in some if "mentor" in example.schemes][::3]
    changed = [*(example for example in some if example not in gone), LACES]
    after, again = fit(changed, workings)
    anew, _ = fit(changed)
    assert after.digest == anew.digest and after.schemes == anew.schemes and len(again.keys) == len(changed)
    texts = [example.text for example in some[::7] if example.cry is None] + [LACES.text, "kan jeg få snørebåndsordningen"]
    mine, other = scores(after, texts), scores(anew, texts)
    topics = slice(0, len(anew.schemes) + 1)
    assert np.mean(mine[:, topics].argmax(axis=1) == other[:, topics].argmax(axis=1)) >= 0.98
    assert np.abs(mine - other).mean() < 0.1
    told = Understanding(after, {})
    assert [told.understand(text).ranked[0] for text in texts[-2:]] == ["jobrotation"] * 2


def test_a_scheme_may_come_and_go(some, learned):
    """A scheme that nobody knew gets its judge, and one without examples loses it."""
    new = [
        Example(text, ("blaabaer",), ("apply",)) for text in ("Hvordan søger vi blåbærordningen?", "søg blåbærpuljen", "blåbær ansøgning")
    ]
    model, workings = fit([*some, *new], learned[1])
    assert Understanding(model, {}).understand("hvor søger man blåbærordningen").ranked[0] == "blaabaer"
    without, _ = fit([example for example in some if example.schemes != ("mentor",)], workings)
    assert set(without.schemes) == {scheme for example in some for scheme in example.schemes if example.schemes != ("mentor",)}
    with pytest.raises(ValueError, match="two schemes"):
        fit(new, workings)


def test_workings_are_kept_beside_the_model(some, learned, tmp_path):
    """They come back as they were written; crooked ones are learned past, and replaced."""
    path = tmp_path / WORKINGS
    learned[1].save(path)
    kept = Workings.load(path)
    assert kept.keys == learned[1].keys and kept.judges == learned[1].judges and (kept.burdens == learned[1].burdens).all()
    for crooked in (b"", b"PK\x03\x04 no archive", b"nonsense"):
        path.write_bytes(crooked)
        learn_in_a_child(some[::9], tmp_path / "model.npz")
        assert Model.load(tmp_path / "model.npz").schemes
        assert len(Workings.load(path).keys) == len(some[::9])


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 half", b"nonsense"])
def test_a_damaged_model_is_learned_again(some, tmp_path, damage):
    """A file cut short, empty or overwritten is replaced; old models go, the one that is wanted stays whatever the clock says."""
    later = 4_000_000_000
    for number in range(4):
        old = tmp_path / f"assistant-old{number}.npz"
        old.write_bytes(b"old")
        os.utime(old, (later, later + number))
    path = tmp_path / "assistant-wanted.npz"
    path.write_bytes(damage)
    assert _model("wanted", lambda: some[::9], tmp_path).schemes and Model.load(path).schemes
    assert sorted(file.name for file in tmp_path.glob("assistant-*.npz")) == sorted([path.name, "assistant-old2.npz", "assistant-old3.npz"])


def test_whatever_editors_write_is_learned(some, learned):
    """Nothing but emoji, nothing at all, one word of 5,000 letters, half a character, a text with two meanings, one said five times."""
    odd = [
        Example(text, ("mentor",), ("what",)) for text in ("🎉", "", "x" * 5000, "\x00\x01 hej", "\ud800 hej", "samme ord", *["dublet"] * 5)
    ]
    odd += [Example("samme ord", ("fleksjob",), ("money",)), Example("🎉", (), (), follows=True)]
    model, workings = fit([*some, *odd], learned[1])
    after, _ = fit(some, workings)
    assert np.isfinite(model.weights).all() and np.isfinite(after.weights).all()
    assert Understanding(model, {}).understand("dublet").ranked[0] == "mentor"
    alone, _ = fit([odd[0], odd[-2]])
    assert np.isfinite(alone.offsets).all()


def test_a_full_disk_leaves_the_model(some, tmp_path, monkeypatch):
    """Workings that cannot be written cost the next learning some seconds; a model that cannot leaves no half of it."""
    given = "".join(json.dumps([*vars(example).values()]) + "\n" for example in some[::9])
    monkeypatch.setattr("sys.argv", ["learning", str(tmp_path / "model.npz")])
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    monkeypatch.setattr("os.nice", lambda _more: 0)
    real = np.savez

    def full(path, **arrays):
        if "burdens" in arrays:
            path.write_bytes(b"half")
            raise OSError("no space left")
        real(path, **arrays)

    monkeypatch.setattr("numpy.savez", full)
    main()
    assert [file.name for file in tmp_path.iterdir()] == ["model.npz"]
    assert Model.load(tmp_path / "model.npz").schemes


def test_workings_of_another_code_are_not_used(some, learned, monkeypatch):
    """When the word lists or the way of learning have changed, everything is read anew."""
    monkeypatch.setattr("partnerhub.assistant.training.way_of_learning", lambda: "another")
    seen = []
    monkeypatch.setattr("partnerhub.assistant.training._taken_over", lambda *given: seen.append(given))
    fit(some[::9], learned[1])
    assert not seen


def test_workers_never_load_what_only_learning_needs():
    """SciPy would take some forty megabytes of every worker."""
    code = "import sys, partnerhub; partnerhub.create_app({'SECRET_KEY': 'x' * 40}); print({'scipy', 'sklearn'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_learning_that_fails_says_why(tmp_path):
    """A child process that ends before it has heard everything gives its last words, and leaves no model."""
    one = Example("hvad er mentor", ("mentor",))
    with pytest.raises(LearningError, match="at least two schemes"):
        learn_in_a_child((one for _ in range(50_000)), tmp_path / "model.npz")
    with pytest.raises(LearningError, match="no-such-place|No such file"):
        learn_in_a_child([one, Example("hvad er fleksjob", ("fleksjob",))], tmp_path / "no-such-place" / "model.npz")
    assert not [*tmp_path.iterdir()]


def test_examples_that_break_off_make_no_model(tmp_path):
    """A fault on the way is raised, and the child that heard half of them writes nothing."""

    def half():
        yield Example("hvad er mentor", ("mentor",))
        yield Example("hvad er fleksjob", ("fleksjob",))
        raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        learn_in_a_child(half(), tmp_path / "model.npz")
    assert not [*tmp_path.iterdir()]
