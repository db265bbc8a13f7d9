import itertools
import tomllib
from pathlib import Path

import pytest

from analytics.segments.rfm import SEGMENT_NAMES
from components.shell import charts, formats, theme

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"
THEMES = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
PAGES = {name: THEMES[name]["backgroundColor"] for name in ("light", "dark")}


def luminance(color):
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(
    "color", sorted({*theme.PALETTE, *theme.NAMED_SEGMENTS.values(), *theme.VERDICT_COLORS.values()})
)
def test_every_color_stands_out_from_the_page(color, page):
    assert contrast(color, page) >= 3.0


@pytest.mark.parametrize("name", PAGES)
def test_values_of_sliders_and_words_on_buttons_are_readable(name):
    accent = THEMES[name]["primaryColor"]

    assert contrast(accent, PAGES[name]) >= 4.5
    assert contrast("#FFFFFF", accent) >= 4.5


def test_axis_text_is_readable_on_the_light_page():
    assert contrast(theme.AXIS_GRAY, PAGES["light"]) >= 4.5


def test_the_usual_segments_have_a_color_each():
    colors = theme.segment_colors(SEGMENT_NAMES)

    assert set(colors) == set(SEGMENT_NAMES)
    assert len(set(colors.values())) == len(SEGMENT_NAMES)


def test_a_usual_segment_keeps_its_color_whatever_else_is_in_sight():
    assert (
        theme.segment_colors(["Lost", "At risk"])["At risk"] == theme.segment_colors(SEGMENT_NAMES)["At risk"]
    )


def test_colors_do_not_depend_on_the_order_of_names():
    names = ["gold", "silver", "bronze"]

    assert all(
        theme.segment_colors(order) == theme.segment_colors(names) for order in itertools.permutations(names)
    )


def test_eight_segments_of_an_attribute_have_eight_colors():
    names = [f"Region {number}" for number in range(1, 9)]

    assert len(set(theme.segment_colors(names).values())) == 8


def test_a_figure_says_what_to_see_and_in_which_units():
    figure = charts.house_figure("Revenue by week", "Week", "Revenue [€]")

    assert figure.layout.title.text == "Revenue by week"
    assert figure.layout.xaxis.title.text == "Week"
    assert figure.layout.yaxis.title.text == "Revenue [€]"


def test_the_theme_of_the_browser_has_the_same_page_colors():
    import tomllib
    from pathlib import Path

    config = tomllib.loads(
        (Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    )

    assert {name: config["theme"][name]["backgroundColor"] for name in PAGES} == PAGES


def test_ticks_write_percents_as_sentences_do():
    figure = charts.house_figure("Title")

    assert (
        figure.layout.xaxis.labelalias["20%"]
        == figure.layout.yaxis.labelalias["20%"]
        == formats.share(0.2, 0)
    )


@pytest.mark.parametrize("is_dark", [False, True])
def test_words_on_colored_cells_are_readable_wherever_they_lie(is_dark):
    ink = theme.ON_DARK if is_dark else theme.ON_PALE

    assert all(contrast(cell, ink) >= 4.5 for cell in theme.cell_color([0, 0.25, 0.5, 1], is_dark=is_dark))
