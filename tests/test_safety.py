"""What the plan of the house asks so that nobody gets in through a file or a page."""

import ast
import re

from tests.code import CODE, named, parsed, says

STRANGERS = {
    *("pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal"),
    *("eval()", "exec()", "compile()", "unsafe_allow_html=", "allow_unsafe_jscode="),
}


def doors_of(tree: ast.AST) -> set[str]:
    """Return the packages that code imports, the functions it calls by name, and the keywords it gives."""
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
    return imported | {f"{name}()" for name in called} | {f"{word}=" for word in keywords}


def test_no_module_uses_what_lets_strangers_in():
    assert doors_of(ast.parse("from pickle import load\neval('1')\nf(unsafe_allow_html=True)")) >= {
        *("pickle", "eval()", "unsafe_allow_html=")
    }
    assert {named(path): found for path in CODE if (found := doors_of(parsed(path)) & STRANGERS)} == {}


def test_no_module_asks_the_browser_for_icons_from_elsewhere():
    assert [named(path) for path in CODE if says(path, ":material")] == []


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


def test_no_value_is_glued_into_sql():
    statements = [text for path in CODE if named(path) != QUERIES for text in glued_sql(parsed(path))]

    # COPY takes no subquery as a parameter: a mart's own text may be wrapped, values may not
    assert [text for text in statements if not text.startswith("COPY (?")] == []


def test_every_database_that_is_opened_is_confined_to_its_files():
    opening = [path for path in CODE if says(path, "duckdb.connect(")]

    assert len(opening) >= 3
    assert [named(path) for path in opening if not says(path, "confine(")] == []
