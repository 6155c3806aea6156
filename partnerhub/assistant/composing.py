"""Reads lines of words, groups and gaps, and finds them in a text: a sentence is heard by what it is made of, not word for word.

A line is read word by word: `word*` takes any ending, `<group>` any of a group, `(…)` may be missing, `...` stands for a few words
of the sentence, `#` for a number, `^` and `$` for its beginning and the end of a clause, `$$` for the end of the text. `a & b` asks
for both in one sentence. Between any two words the small ones may stand. Each line is followed once, place by place: no text is slow.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .spoken_words import Words

MOST_BETWEEN, _MOST_SMALL = 5, 3
GAP, START, CLAUSE_END, TEXT_END, SMALL = "...", "^", "$", "$$", "small"
_PLACES = frozenset({GAP, START, CLAUSE_END, TEXT_END})


@dataclass(frozen=True)
class Part:
    """One step of a line: a mark of place, or ways to say it, each a run of parts or one word."""

    mark: str = ""
    word: str = ""
    ways: tuple[tuple["Part", ...], ...] = ()
    is_optional: bool = False

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The words that this part may begin with."""
        if self.word:
            return frozenset({self.word})
        return frozenset().union(*(way[0].beginnings for way in self.ways))

    @cached_property
    def ways_by_beginning(self) -> Mapping[str, Sequence[tuple["Part", ...]]]:
        """The ways to say it, by each word that they may begin with."""
        found: dict[str, list[tuple[Part, ...]]] = {}
        for way in self.ways:
            for word in way[0].beginnings:
                found.setdefault(word, []).append(way)
        return found

    @cached_property
    def needed(self) -> frozenset[str]:
        """The words of which one must stand in a text that holds this part: of each way the longest, which is the most telling."""
        if self.word:
            return frozenset({self.word})
        return frozenset().union(*(max(_needs_of(way), key=_shortest) for way in self.ways))


def _needs_of(way: Sequence[Part]) -> list[frozenset[str]]:
    return [part.needed for part in reversed(way) if not part.mark and not part.is_optional]


def _shortest(words: frozenset[str]) -> int:
    return min(map(len, words))


@dataclass(frozen=True)
class Line:
    """A line of the file: what must stand beside it in the sentence, and what is found."""

    beside: tuple[tuple[Part, ...], ...]
    found: tuple[Part, ...]
    needs: tuple[frozenset[str], ...]

    def may_be_in(self, senses: frozenset[str]) -> bool:
        """Tell whether a text has a word for each part: most lines are out of the question at once."""
        return not any(need.isdisjoint(senses) for need in self.needs)


class Reader:
    """Reads lines with a language's groups; each word is written as a text's words are."""

    def __init__(self, groups: Mapping[str, str], plain: Callable[[str], str]) -> None:
        self._written, self._plain, self._read = groups, plain, dict[str, Part]()
        self.words: set[str] = set()

    def line(self, text: str) -> Line:
        """Return a line as it is followed."""
        *beside, found = (self._run(part) for part in text.split(" & "))
        runs = (*beside, found)
        needs = {need for run in runs for need in _needs_of(run)}
        return Line(tuple(beside), found, tuple(sorted(needs, key=len)))

    def _run(self, text: str) -> tuple[Part, ...]:
        return tuple(self._part(word) for word in text.split())

    def _part(self, text: str) -> Part:
        if text in _PLACES:
            return Part(mark=text)
        inner = text.removeprefix("(").removesuffix(")")
        is_optional = inner != text
        if inner.startswith("<"):
            return Part(ways=self._group(inner.strip("<>")), is_optional=is_optional)
        word = "*".join(self._plain(piece) for piece in inner.split("*"))
        self.words.add(word)
        return Part(word=word, is_optional=is_optional)

    def _group(self, name: str) -> tuple[tuple[Part, ...], ...]:
        if name not in self._read:
            self._read[name] = Part(ways=tuple(self._run(way) for way in self._written[name].split(", ")))
        return self._read[name].ways


class Lines:
    """Many lines, each kept under its most telling words, so that only a few are followed in a text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        often = Counter(word for line in lines for need in line.needs for word in need)
        self._by_word: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            for word in min(line.needs, key=lambda need: sum(often[word] for word in need)):
                self._by_word.setdefault(word, []).append(number)

    def that_may_be_in(self, senses: frozenset[str]) -> list[int]:
        """Return the numbers of the lines that a text with such words can hold, in order."""
        near = {number for word in senses for number in self._by_word.get(word, ())}
        return sorted(number for number in near if self._lines[number].may_be_in(senses))


@dataclass
class Text:
    """A text's words with what each may stand for; what is taken out of it (`cut`) stands for nothing and parts what is around it."""

    words: Words
    out: set[int] = field(default_factory=set)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = {}
        for place, senses in enumerate(self.words.senses):
            for sense in senses:
                found.setdefault(sense, []).append(place)
        return found

    @cached_property
    def senses(self) -> frozenset[str]:
        """All that any of the words stands for."""
        return frozenset(self._places)

    def cut(self, line: Line) -> None:
        """Take out whatever a line finds."""
        for start, end in self._spans(line):
            self.out.update(range(start, end))

    def holds(self, line: Line) -> bool:
        """Tell whether a line finds something."""
        return next(iter(self._spans(line)), None) is not None

    def _spans(self, line: Line) -> Iterable[tuple[int, int]]:
        sentences = [{self.words.sentence[start] for start, _end in self._runs(run)} for run in line.beside]
        for start, end in self._runs(line.found):
            if all(self.words.sentence[start] in found for found in sentences):
                yield start, end

    def _runs(self, run: Sequence[Part]) -> Iterable[tuple[int, int]]:
        for start in self._starts(run[0]):
            if start not in self.out and (ends := self._follow(run, {start})):
                yield start, max(ends)

    def _starts(self, part: Part) -> Iterable[int]:
        if part.mark or part.is_optional:
            return range(len(self.words.senses))
        return sorted({place for word in part.beginnings for place in self._places.get(word, ())})

    def _follow(self, run: Sequence[Part], places: set[int]) -> set[int]:
        """Return where a run may end that begins at one of the places; small words may stand between its parts."""
        for number, part in enumerate(run):
            if not places:
                break
            found = self._with_small(places) if number and part.mark != GAP else places
            places = self._step(part, found) | (places if part.is_optional else set())
        return places

    def _step(self, part: Part, places: set[int]) -> set[int]:
        if part.mark:
            return self._at(part.mark, places)
        if part.word:
            senses, out = self.words.senses, self.out
            return {place + 1 for place in places if place < len(senses) and place not in out and part.word in senses[place]}
        senses, ways = self.words.senses, part.ways_by_beginning
        found: set[int] = set()
        for place in places:
            if place < len(senses):
                for sense in senses[place]:
                    for way in ways.get(sense, ()):
                        found |= self._follow(way, {place})
        return found

    def _at(self, mark: str, places: set[int]) -> set[int]:
        words = self.words
        if mark == GAP:
            return {after for place in places for after in self._after(place)}
        if mark == START:
            return {place for place in places if place == 0 or words.sentence[place - 1] != words.sentence[place]}
        last = len(words.senses)
        return {place for place in places if place == last or (mark == CLAUSE_END and place and words.ends_clause[place - 1])}

    def _after(self, place: int) -> Iterable[int]:
        """Return the places up to a few words on, in the same sentence and with nothing cut out between."""
        sentence, last = self.words.sentence, len(self.words.sentence)
        yield place
        for after in range(place, min(place + MOST_BETWEEN, last)):
            if after in self.out or (place and sentence[after] != sentence[place - 1]):
                return
            yield after + 1

    def _with_small(self, places: set[int]) -> set[int]:
        found, senses = set(places), self.words.senses
        for place in places:
            for after in range(place, min(place + _MOST_SMALL, len(senses))):
                if SMALL not in senses[after] or after in self.out:
                    break
                found.add(after + 1)
        return found
