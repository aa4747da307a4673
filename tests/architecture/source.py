"""Reading our own source: files, what they import, what they call."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APPS = ("support", "routing", "copilot")
TEMPLATES = ROOT / "templates"


def python_files(*folders: str) -> list[Path]:
    """Our Python files as paths below the project; without migrations, which Django writes."""
    found = (path.relative_to(ROOT) for folder in folders for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(), str(path))


def imports(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in the file, as a full dotted name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = ".".join(path.parts[: len(path.parts) - node.level]) if node.level else ""
            module = ".".join(part for part in (package, node.module) if part)
            yield from (f"{module}.{alias.name}" for alias in node.names)


def first_texts(path: Path, *functions: str, position: int = 0) -> Iterator[str]:
    """Literal arguments of calls: `first_texts(p, "reverse")` yields what the file reverses."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and len(node.args) > position:
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            argument = node.args[position]
            if name in functions and isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value
