"""What the plan of the house asks of every file; who imports whom is import-linter's to check."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("pages", "components", "analytics", "data")
MOST_LINES = 220
TOO_LONG: tuple[str, ...] = ()  # no exceptions
TOP_LEVEL = {
    "app.py",
    "pages",
    "components",
    "analytics",
    "data",
    "tests",
    "requirements.txt",
    "requirements-dev.txt",
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


def modules(*rooms: str) -> list[Path]:
    return [path for room in rooms for path in sorted((ROOT / room).rglob("*.py"))]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


CODE = [ROOT / "app.py", *modules(*ROOMS)]


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


@pytest.mark.parametrize("path", [*CODE, *modules("tests")], ids=named)
def test_files_stay_short(path):
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines < MOST_LINES or named(path) in TOO_LONG


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_module_uses_what_lets_strangers_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    imported |= {
        str(node.module).split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
    }
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    keywords = {word.arg for node in ast.walk(tree) if isinstance(node, ast.Call) for word in node.keywords}

    assert not imported & {"pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal"}
    assert not called & {"eval", "exec", "compile"}
    assert not keywords & {"unsafe_allow_html", "allow_unsafe_jscode"}


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_module_asks_the_browser_for_icons_from_elsewhere(path):
    assert ":material" not in path.read_text(encoding="utf-8")


SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s.+\sSET|DELETE\s+FROM|CREATE\s+TABLE|COPY\s*\()", re.S
)
QUERIES = "data/sql/__init__.py"  # the one place that puts quoted identifiers into SQL


def glued_sql(tree: ast.AST) -> list[str]:
    """Return f-strings, and strings joined by + or %, that read as SQL with a value glued in."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and any(
            isinstance(part, ast.FormattedValue) for part in node.values
        ):
            text = "".join(part.value if isinstance(part, ast.Constant) else "?" for part in node.values)
        elif (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and isinstance(node.left, ast.Constant)
        ):
            text = str(node.left.value)
        else:
            continue
        if SQL.search(text):
            found.append(text)
    return found


def test_the_check_for_glued_sql_finds_some():
    assert glued_sql(ast.parse('f"SELECT a FROM t WHERE b = {b}"'))
    assert glued_sql(ast.parse('"DELETE FROM t WHERE b = %s" % b'))
    assert not glued_sql(ast.parse('"SELECT a FROM t WHERE b = $b"'))


@pytest.mark.parametrize("path", [path for path in CODE if named(path) != QUERIES], ids=named)
def test_no_value_is_glued_into_sql(path):
    statements = glued_sql(ast.parse(path.read_text(encoding="utf-8")))

    # COPY takes no subquery as a parameter: a mart's own text may be wrapped, values may not
    assert [text for text in statements if not text.startswith("COPY (?")] == []


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_module_swallows_errors(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    broad = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
        and all(isinstance(part, ast.Pass) for part in node.body)
    ]

    assert broad == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_work_is_left_as_a_note(room):
    notes = [
        named(path)
        for path in modules(room)
        if re.search(r"\b(TODO|FIXME|XXX)\b", path.read_text(encoding="utf-8"))
    ]

    assert notes == []


def says(path: Path, words: str) -> bool:
    return words in path.read_text(encoding="utf-8")


def test_every_database_that_is_opened_is_confined_to_its_files():
    opening = [path for path in CODE if says(path, "duckdb.connect(")]

    assert len(opening) >= 3
    assert [named(path) for path in opening if not says(path, "confine(")] == []


def test_every_app_of_a_test_gets_its_patience_from_one_helper():
    own = [path for path in modules("tests") if says(path, "AppTest.from_")]

    assert {named(path) for path in own} <= {"tests/app_driver.py", "tests/test_architecture.py"}


def test_every_mart_states_its_grain_first():
    marts = sorted((ROOT / "data" / "sql" / "marts").glob("*.sql"))

    assert len(marts) >= 10
    assert [m.name for m in marts if not m.read_text(encoding="utf-8").startswith("-- grain: ")] == []


def test_the_versions_are_pinned_alike_everywhere():
    pin = re.compile(r"^([A-Za-z0-9_.-]+)==([0-9][^\s;]*)", re.M)
    project = re.findall(
        r'"([A-Za-z0-9_.-]+)==([0-9][^"]*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    files = [ROOT / "requirements.txt", ROOT / "requirements-dev.txt"]
    pinned = dict(entry for path in files for entry in pin.findall(path.read_text(encoding="utf-8")))

    assert {name: pinned.get(name) for name, _ in project} == dict(project)
