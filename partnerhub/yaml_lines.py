"""YAML that remembers where it was written, so that a fault can name its line."""

from pathlib import Path
from typing import Any

import yaml


class ContentFault(ValueError):  # noqa: N818 - says what is wrong, like RuleBroken
    """A content file cannot be used; the message names file, line and remedy."""

    def __init__(self, path: Path, line: int, remedy: str) -> None:
        super().__init__(f"{path.name}, line {line}: {remedy}")
        self.path, self.line, self.remedy = path, line, remedy


class Lined(dict[str, Any]):
    """A mapping that knows the line it starts on and the line of each of its keys (1 is the first)."""

    line: int = 1
    lines: dict[str, int]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the mapping when the key is missing."""
        return self.lines.get(key, self.line)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Builds `Lined` mappings and refuses a key that stands twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Lined:
    found = Lined()
    found.line, found.lines = node.start_mark.line + 1, {}
    for key_node, value_node in node.value:
        key = str(loader.construct_object(key_node, deep=True))
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"the key {key!r} stands twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
        found.lines[key] = key_node.start_mark.line + 1
    return found


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_lined(path: Path) -> Lined:
    """Return the file's mapping; ContentFault when it is no YAML, not UTF-8 or no mapping."""
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except UnicodeDecodeError as fault:
        raise ContentFault(path, 1, "save the file as UTF-8") from fault
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark
        raise ContentFault(path, mark.line + 1 if mark else 1, f"mend the YAML: {fault.problem}") from fault
    except yaml.YAMLError as fault:
        raise ContentFault(path, 1, f"mend the YAML: {fault}") from fault
    if not isinstance(found, Lined):
        raise ContentFault(path, 1, "write the file as a mapping that begins with `id:`")
    return found
