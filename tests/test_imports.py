"""No modules import one another in a circle, imports within functions counted; rooms open alone."""

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGES = ("data", "analytics", "components", "pages")
ROOMS = ("services", "intake", "quality", "privacy", "persons", "store", "engine", "read", "schema", "sql")
FIRST = "import sys; __import__(sys.argv[1])"


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_of(path): path for package in PACKAGES for path in (ROOT / package).rglob("*.py")}


def imports_of(module: str) -> set[str]:
    """Return the modules that a module imports anywhere, packages as what their `__init__` is."""
    tree = ast.parse(FILES[module].read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {
                name if (name := f"{node.module}.{alias.name}") in FILES else node.module
                for alias in node.names
            }
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name in FILES and name != module}


GRAPH = {module: imports_of(module) for module in FILES}


def circles(graph: dict[str, set[str]]) -> list[frozenset[str]]:
    """Return the groups of modules that reach one another."""
    reach = {module: reachable(graph, module) for module in graph}
    groups = {
        frozenset({module, *(other for other in reach[module] if module in reach[other])}) for module in graph
    }
    return sorted((group for group in groups if len(group) > 1), key=sorted)


def reachable(graph: dict[str, set[str]], module: str) -> set[str]:
    found: set[str] = set()
    ahead = [module]
    while ahead:
        for name in graph[ahead.pop()] - found:
            found.add(name)
            ahead.append(name)
    return found


def test_a_circle_is_found_through_an_import_within_a_function():
    graph = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}

    assert circles(graph) == [frozenset({"b", "c"})]
    assert "analytics.cli.arguments" in GRAPH["analytics.cli.explanation"]
    within_a_function = "analytics.runs.explaining.in_process"
    assert within_a_function in GRAPH["analytics.cli.explanation"]


def test_no_modules_import_one_another_in_a_circle():
    assert [sorted(circle) for circle in circles(GRAPH)] == []


def test_each_room_of_the_data_is_imported_alone_in_a_fresh_process():
    for room in ROOMS:
        done = subprocess.run(
            [sys.executable, "-c", FIRST, f"data.{room}"], cwd=ROOT, env=os.environ, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
