"""What the plan of the house asks of every file; who imports whom is import-linter's to check."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.code import CODE, ROOMS, ROOT, modules, named, parsed, says

MOST_LINES = 200
TOP_LEVEL = {
    "app.py",
    "pages",
    "components",
    "analytics",
    "data",
    "tests",
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-federated.txt",
    "requirements-gpu.txt",
    "README.md",
    "Makefile",
    "pyproject.toml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "DECISIONS.md",
    "LICENSE",
    ".streamlit",
    ".ci",
    "docs",
    ".gitignore",
}


def files_of_the_repo() -> list[Path]:
    """Every file that is, or would be, under version control."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for path in map(ROOT.joinpath, said.splitlines()) if path.is_file()]


def test_there_is_code_to_check():
    assert len(CODE) > 40
    assert len(files_of_the_repo()) > 100


def test_pages_lie_in_a_folder_per_menu_section():
    assert list((ROOT / "pages").glob("*.py")) == []
    assert {len(path.relative_to(ROOT / "pages").parts) for path in modules("pages")} == {2}


def test_the_top_level_is_the_one_agreed_on():
    found = {path.relative_to(ROOT).parts[0] for path in files_of_the_repo()}

    assert found <= TOP_LEVEL


def test_tests_are_no_package():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_files_stay_short():
    lines = {named(path): path.read_text(encoding="utf-8").count("\n") for path in (*CODE, *modules("tests"))}

    assert {name: n for name, n in lines.items() if n > MOST_LINES} == {}


def swallows(tree: ast.AST) -> bool:
    """Say whether code passes over whatever goes wrong."""
    return any(
        isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
        and all(isinstance(part, ast.Pass) for part in node.body)
        for node in ast.walk(tree)
    )


def test_no_module_swallows_errors():
    assert swallows(ast.parse("try: f()\nexcept Exception: pass"))
    assert not swallows(ast.parse("try: f()\nexcept KeyError: pass"))
    assert [named(path) for path in CODE if swallows(parsed(path))] == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_work_is_left_as_a_note(room):
    notes = [
        named(path)
        for path in modules(room)
        if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8"))
    ]

    assert notes == []


def test_every_app_of_a_test_gets_its_patience_from_one_helper():
    own = [path for path in modules("tests") if says(path, "AppTest.from_")]

    assert {named(path) for path in own} <= {"tests/app_driver.py", "tests/test_architecture.py"}


def test_every_mart_states_its_grain_first():
    marts = sorted((ROOT / "data" / "sql" / "marts").glob("*.sql"))

    assert len(marts) >= 10
    assert [m.name for m in marts if not m.read_text(encoding="utf-8").startswith("-- grain: ")] == []


def test_the_versions_are_pinned_alike_everywhere():
    pin = re.compile(r"^([A-Za-z0-9_.-]+)==([0-9][^\s;]*)", re.M)
    of_project = re.compile(r'"([A-Za-z0-9_.-]+)==([0-9][^";]*)')
    project = of_project.findall((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    files = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
    pinned = {entry for path in files for entry in pin.findall(path.read_text(encoding="utf-8"))}

    assert project
    assert set(project) <= pinned
