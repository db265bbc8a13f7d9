"""Every term of art has its one-line help, wherever a column or an answer uses it."""

import importlib
import pkgutil
from collections.abc import Iterator

import pandas as pd
import pytest

import components
from components.shell import glossary
from components.shell.tables import Column, share
from tests.app_driver import open_part


def every_column() -> Iterator[tuple[str, Column]]:
    for module in pkgutil.walk_packages(components.__path__, "components."):
        if module.name.endswith(".server"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            for column in value.values() if isinstance(value, dict) else ():
                if isinstance(column, Column):
                    yield module.name, column


@pytest.mark.parametrize("term", glossary.TERMS)
def test_a_terms_help_is_one_line(term):
    assert glossary.help_for(term)
    assert len(glossary.TERMS[term]) < 110
    assert "\n" not in glossary.TERMS[term]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Elasticities of all", ["elasticity"]),
        ("The 90 % band holds", ["90 % band"]),
        ("It passes, and fails nothing", []),
        ("AUC", ["AUC"]),
        ("PR-AUC", ["PR-AUC"]),
        ("the device", []),
    ],
)
def test_terms_are_found_as_whole_words(text, terms):
    assert glossary.terms_in(text) == terms


def test_every_column_whose_heading_is_a_term_of_art_has_help():
    columns = list(every_column())

    assert len(columns) > 100
    for module, column in columns:
        if glossary.terms_in(column.label):
            assert column.config("")["help"], (module, column.label)


def page() -> None:
    from components.shell import display

    display.show_answer("The elasticity is −1.8.")
    display.show_answer("Nothing to explain.")


def test_an_answer_explains_its_terms():
    app = open_part(page)

    assert [bool(line.proto.help) for line in app.markdown] == [True, False]


@pytest.mark.parametrize("value", [0.123456, 0.98765, 1e-5, 1.0])
def test_tables_show_shares_with_one_decimal_at_most(value):
    shown = share("Share").shown(pd.Series([value]))

    assert (100 * shown - (100 * shown).round(1)).abs().max() < 1e-9
