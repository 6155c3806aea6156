"""Tells how hard labelled questions are: what a plain logistic regression makes of them that has learned from the five authors only.

`python -m tools.compare_plain FILE.jsonl …`: letters in runs of 2-5 and stemmed words 1-2, the questions of the five authors that came with
the task, every scheme's names, and the answers' lines at 0.3, as the task's own yardstick does. Where it finds fewer right, the questions
are harder. Questions in a dialogue are left out, for it knows none.
"""

import sys
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from partnerhub.assistant.learned import PHRASES, names_of
from partnerhub.assistant.wordforms import level, stem, tokens
from partnerhub.schemes.phrases import Phrase, read_phrases
from partnerhub.schemes.shipped import read_all, texts_of

_AUTHORS = ("dev", "employers", "citizens", "english", "outside")
_OUTSIDE, _WEAK = "(outside)", 0.3


def main() -> None:
    """Learn once, then print a line for each file."""
    plain = Plain()
    print(f"| {'file':<24} |   n | first | among schemes | refused |")
    for name in sys.argv[1:]:
        phrases = [phrase for phrase in read_phrases(Path(name)) if _counts(phrase)]
        best, inner = plain.judge([phrase.text for phrase in phrases])
        first = [found in phrase.schemes for phrase, found in zip(phrases, best, strict=True) if phrase.schemes]
        among = [found in phrase.schemes for phrase, found in zip(phrases, inner, strict=True) if phrase.schemes]
        refused = [found == _OUTSIDE for phrase, found in zip(phrases, best, strict=True) if not phrase.schemes]
        print(f"| {Path(name).stem:<24} | {len(phrases):>3} | {_percent(first)} | {_percent(among):>13} | {_percent(refused):>7} |")


class Plain:
    """The regression and what it sees of a text."""

    def __init__(self) -> None:
        asked = [phrase for name in _AUTHORS for phrase in read_phrases(PHRASES / f"questions-{name}.jsonl") if _counts(phrase)]
        rows = [(phrase.text, phrase.schemes[0] if phrase.schemes else _OUTSIDE, 1.0) for phrase in asked]
        schemes, _ = read_all()
        rows += [(name, key, 1.0) for key, names in names_of(schemes).items() for name in names]
        told = [(key, text) for key, scheme in schemes.items() for answer in scheme.answers.values() for text in texts_of(answer)]
        rows += [(line, key, _WEAK) for key, text in told for line in f"{text.da}\n{text.en}".split("\n") if line.strip()]
        texts, truth, weights = zip(*rows, strict=True)
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, preprocessor=level)
        self._words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, preprocessor=_stemmed, token_pattern=r"\S+")
        seen = hstack([self._letters.fit_transform(texts), self._words.fit_transform(texts)]).tocsr()
        self._regression = LogisticRegression(C=10, max_iter=300).fit(seen, truth, sample_weight=weights)

    def judge(self, texts: list[str]) -> tuple[list[str], list[str]]:
        """Return for each text the likeliest of all topics, and the likeliest scheme."""
        seen: csr_matrix = hstack([self._letters.transform(texts), self._words.transform(texts)]).tocsr()
        chances, topics = self._regression.predict_proba(seen), [*self._regression.classes_]
        best = [topics[place] for place in chances.argmax(axis=1)]
        chances[:, topics.index(_OUTSIDE)] = 0
        return best, [topics[place] for place in chances.argmax(axis=1)]


def _counts(phrase: Phrase) -> bool:
    return not phrase.context and phrase.kind != "ambiguous"


def _stemmed(text: str) -> str:
    return " ".join(stem(word) for word in tokens(level(text)))


def _percent(found: list[bool]) -> str:
    return f"{100 * float(np.mean(found)):5.1f}" if found else "    -"


if __name__ == "__main__":
    main()
