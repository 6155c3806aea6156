"""Reads the house's own source: which module imports what, which functions say what they do.

The rules are those of README's map of the house: imports point down the ladder of packages and down the rooms of a package.
Each `…_faults` function returns sentences that name the file and the remedy; an empty list is a house in order.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "partnerhub"
FRAME, TOP = "the frame", "the top"
LADDER: tuple[tuple[str, ...], ...] = (
    (FRAME,),
    ("sheets",),
    ("accounts",),
    ("strategy", "schemes", "occupations"),
    ("commitments", "assistant"),
    ("exchange",),
    ("notices",),
    ("desks",),
    ("desks",),  # one module: what the sides' desks have in common
    ("companies", "unions", "schools"),
    ("municipality",),
    (TOP,),
)
RUNG = {name: rung for rung, names in enumerate(LADDER) for name in names}
# They compose what several packages know.
TOP_MODULES = {
    "__init__",
    "__main__",
    "api",
    "assistant_api",
    "assistant_commands",
    "checks",
    "cli",
    "demo",
    "exchange_api",
    "openapi",
    "openapi_exchange",
    "openapi_knowledge",
    "pages",
    "schemes_api",
    "setup_commands",
    "shipping",
    "words",
    "young",
}
ROOMS = {"models": 0, "queries": 1, "service": 2, "forms": 3, "views": 4}
FLASK = {"flask", "flask_login", "flask_wtf", "flask_limiter", "htmx_flask"}
FLASK_OUTSIDE_VIEWS = {
    "accounts/session.py": "the session is the part of the frame that knows users",
    "schemes/keeping.py": "the knowledge in memory belongs to the application",
    "occupations/keeping.py": "the vocabulary in memory belongs to the application",
    "assistant/asking.py": "the mind in memory belongs to the application",
    "assistant/notebook.py": "what is noted of questions, in memory, belongs to the application",
    "assistant/settings.py": "what is set, in memory, belongs to the application",
}
DATABASE = {"sqlalchemy", "flask_sqlalchemy", f"{PACKAGE}.database"}
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}


@dataclass(frozen=True)
class Module:
    """One Python file of the package and the full names that it imports."""

    path: Path
    name: str
    imports: tuple[tuple[int, str], ...]
    tree: ast.Module

    @property
    def place(self) -> str:
        """Its package below partnerhub, the frame, or the top."""
        return place_of(self.name)

    @property
    def room(self) -> str | None:
        """The room it is: views, forms, service, queries, models; None for a room named after its idea."""
        return room_of(self.name)


def place_of(name: str) -> str:
    """Return the package, the frame or the top that the module of this full name belongs to."""
    parts = name.split(".")
    if len(parts) > 1 and parts[1] in RUNG:
        return parts[1]
    return TOP if len(parts) == 1 or parts[1] in TOP_MODULES else FRAME


def room_of(name: str) -> str | None:
    """Return the room of a module of a package by its name, `views` for `board_views` and for `views` itself."""
    parts = name.split(".")
    last = parts[2] if len(parts) > 2 and place_of(name) not in {FRAME, TOP} else ""
    return next((room for room in ROOMS if last == room or last.endswith(f"_{room}")), None)


def modules(root: Path) -> list[Module]:
    """Return the modules of the package whose checkout is `root`, migrations left out."""
    found = []
    for path in sorted((root / PACKAGE).rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        if "migrations" in parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        base = parts[:-1]
        name = ".".join(base if parts[-1] == "__init__" and len(parts) > 2 else parts)
        found.append(Module(path.relative_to(root), name, tuple(_imports(tree, base, root)), tree))
    return found


def _imports(tree: ast.Module, base: tuple[str, ...], root: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            source = ".".join([*base[: len(base) - node.level + 1], *filter(None, [node.module])]) if node.level else str(node.module)
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                target = root / Path(*inner.split("."))
                yield node.lineno, inner if target.is_dir() or target.with_suffix(".py").is_file() else source


def ladder_faults(root: Path) -> list[str]:
    """Imports that point up the list of packages, or across a rung of it."""
    faults = []
    for module in modules(root):
        for line, name in module.imports:
            if not name.startswith(f"{PACKAGE}.") or place_of(name) == module.place or module.place == TOP:
                continue
            ours, theirs = RUNG[module.place], RUNG[place_of(name)]
            if theirs >= ours:
                way = "up to" if theirs > ours else "across to"
                faults.append(f"{module.path}:{line} imports {way} {name}: compose both in a package above, or move the shared part down.")
    return faults


def room_faults(root: Path) -> list[str]:
    """Imports that point up the rooms of a package.

    A room named after its idea stands beside the service, unless it knows forms: then it prepares pages, and only views, forms and
    its like may know it.
    """
    known = [module for module in modules(root) if _in_package(module)]
    page_side = _page_side(known)
    faults = []
    for module in known:
        for line, name in dict.fromkeys(module.imports):
            ours = ROOMS[module.room] if module.room else ROOMS["forms"] if module.name in page_side else ROOMS["service"]
            room = room_of(name) or ("forms" if name in page_side else None)
            if room and ROOMS[room] > ours:
                faults.append(f"{module.path}:{line} imports {name}: {room} may know this room, not it them; pass the value in.")
    return faults


def _page_side(known: list[Module]) -> set[str]:
    """Names of the forms, the views, and the rooms with a name of their own that know them, directly or by others."""
    found = {module.name for module in known if module.room in {"forms", "views"}}
    while new := {m.name for m in known if m.room is None and m.name not in found and any(name in found for _, name in m.imports)}:
        found |= new
    return found


def flask_faults(root: Path) -> list[str]:
    """Flask outside views, forms and the frame; the database on the side of the pages."""
    known = [module for module in modules(root) if _in_package(module)]
    page_side = _page_side(known)
    faults = []
    for module in known:
        if module.path.relative_to(PACKAGE).as_posix() in FLASK_OUTSIDE_VIEWS:
            continue
        for line, name in dict.fromkeys(module.imports):
            if module.name in page_side and (name.split(".")[0] in DATABASE or name in DATABASE):
                faults.append(f"{module.path}:{line} imports {name}: ask through queries.py, change through service.py.")
            if module.room not in {"views", "forms"} and name.split(".")[0] in FLASK:
                faults.append(f"{module.path}:{line} imports {name}: Flask stays in views and forms; pass what is needed as an argument.")
    return faults


def _in_package(module: Module) -> bool:
    """Whether the rules of rooms hold for it: a top-level module belongs to the frame or composes."""
    return len(module.path.parts) > 2 and module.place not in {FRAME, TOP}


def docstring_faults(root: Path) -> list[str]:
    """Public functions and classes at module level that do not say what they do."""
    faults = []
    for module in modules(root):
        for node in module.tree.body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                faults.append(f"{module.path}:{node.lineno} {node.name} has no docstring: one sentence on what it does.")
        if module.tree.body and not ast.get_docstring(module.tree):
            faults.append(f"{module.path}:1 has no docstring: one sentence on what the module is for.")
    return faults


def untold_tests(root: Path) -> list[str]:
    """Test functions that do not state the promise they prove."""
    return [
        f"{path.relative_to(root)}:{node.lineno} {node.name} has no docstring: state the promise that it proves."
        for path in sorted((root / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]


def own_files(root: Path, *endings: str) -> list[Path]:
    """Return the files that people write here, by ending (".py"), vendor files and migrations' steps left out."""
    found = []
    for folder in (PACKAGE, "templates", "static", "tests", "tools", "benchmarks"):
        for path in sorted((root / folder).rglob("*")):
            inner = path.relative_to(root).as_posix()
            if path.suffix in endings and not inner.startswith(("static/vendor/", f"{PACKAGE}/migrations/versions/")):
                found.append(path)
    return found


def size_faults(root: Path, limit: int = 300) -> list[str]:
    """Files too long to be read in one go."""
    sizes = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in own_files(root, ".py", ".html", ".js", ".css")}
    return [
        f"{path.relative_to(root)} has {size} lines, {limit} at most: split it by noun." for path, size in sizes.items() if size > limit
    ]


def drawer_faults(root: Path) -> list[str]:
    """Modules and folders whose name says nothing about what is in them."""
    return [
        f"{path.relative_to(root)}: '{part}' names a drawer; name the idea that is in it."
        for path in own_files(root, ".py", ".html", ".js", ".css")
        for part in path.relative_to(root).with_suffix("").parts
        if part.strip("_") in DRAWERS
    ]
