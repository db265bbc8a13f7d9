"""The product's own files, for tests of what the plan of the house asks."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("pages", "components", "analytics", "data")


def modules(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


CODE = [ROOT / "app.py", *modules(*ROOMS)]


@cache
def parsed(path: Path) -> ast.Module:
    """Return what a file says as Python reads it; read it, never change it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def says(path: Path, words: str) -> bool:
    """Say whether a file holds these words."""
    return words in path.read_text(encoding="utf-8")
