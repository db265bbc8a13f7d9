"""The colors of every chart: a palette safe for color-blind eyes, in light and dark."""

import re
from collections.abc import Iterable
from enum import StrEnum

from plotly.colors import hex_to_rgb

# After Okabe and Ito, each tone shifted to a contrast of 3:1 or more on the light and on the dark page.
BLUE, VERMILLION, GREEN, PURPLE = "#2F7FC1", "#D55E00", "#0A9170", "#B765A6"
OCHRE, INDIGO, OLIVE, BRICK = "#B07A00", "#6F73C7", "#7A8B2A", "#B8504A"
SKY = "#2C97B8"
PALETTE = (BLUE, VERMILLION, GREEN, PURPLE, OCHRE, INDIGO, OLIVE, BRICK)

AXIS_GRAY = "#6B7276"
VERDICT_COLORS = {"PASS": GREEN, "WARN": OCHRE, "FAIL": BRICK}
HOUSE_COLOR = BLUE  # a chart of one series
ON_PALE, ON_DARK = "#0E1B26", "#F2F5F7"  # text on cells of the light and of the dark page
GRAY, TAUPE = "#75818A", "#8F7D6E"


class Scale(StrEnum):
    """How cells of a heat map are colored."""

    AMOUNTS = "amounts"  # from little to much
    BOTH_WAYS = "both ways"  # from loss over nothing to gain


PALE_SCALES = {
    Scale.AMOUNTS: [[0, "#EAF3FA"], [1, "#6AAAD9"]],
    Scale.BOTH_WAYS: [[0, OCHRE], [0.5, "#EEF2F5"], [1, BLUE]],
}
DARK_SCALES = {  # the page's own dark stands for little, as its white does on the light page
    Scale.AMOUNTS: ([[0, "#10202D"], [1, "#2A6CA3"]], ON_DARK),
    Scale.BOTH_WAYS: ([[0, OCHRE], [0.5, "#1B2327"], [1, BLUE]], ON_DARK),
}

# The usual names keep their color whatever else is in sight; neighbors in the RFM table differ clearly.
NAMED_SEGMENTS = {
    "Champions": GREEN,
    "Loyal customers": BLUE,
    "Potential loyalists": SKY,
    "New customers": OLIVE,
    "Promising": PURPLE,
    "Need attention": OCHRE,
    "About to sleep": INDIGO,
    "At risk": VERMILLION,
    "Can't lose them": BRICK,
    "Hibernating": GRAY,
    "Lost": TAUPE,
    "Other": GRAY,
    "Unknown": TAUPE,
    "All customers": BLUE,
}


def segment_colors(segments: Iterable[str]) -> dict[str, str]:
    """Return one color per segment, the same whatever the order of the names.

    Usual names keep their own color on every page; others take the palette in natural order, so pass all
    segments of the shop and not only those in sight.
    """
    names = sorted({str(name) for name in segments}, key=_natural)
    unnamed = [name for name in names if name not in NAMED_SEGMENTS]
    taken = {NAMED_SEGMENTS.get(name) for name in names}
    free = [color for color in PALETTE if color not in taken] or PALETTE
    colors = {name: free[place % len(free)] for place, name in enumerate(unnamed)}
    return {name: NAMED_SEGMENTS.get(name) or colors[name] for name in names}


def cell_color(shares: Iterable[float], *, is_dark: bool) -> list[str]:
    """Return the color of cells with text by how far each is between the ends of the page's own scale."""
    scale = DARK_SCALES[Scale.AMOUNTS][0] if is_dark else PALE_SCALES[Scale.AMOUNTS]
    low, high = (hex_to_rgb(color) for _, color in scale)
    between = ([a + share * (b - a) for a, b in zip(low, high, strict=True)] for share in shares)
    return ["#" + "".join(f"{round(channel):02X}" for channel in channels) for channels in between]


def translucent(color: str, opacity: float) -> str:
    """Return a hex color as rgba, for bands and areas."""
    red, green, blue = hex_to_rgb(color)
    return f"rgba({red},{green},{blue},{opacity})"


def _natural(name: str) -> list[tuple[int, int, str]]:
    """Sort key that puts 'Cluster 2' before 'Cluster 10'."""
    parts = re.split(r"(\d+)", name)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts]
