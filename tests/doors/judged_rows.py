"""Rows of the command `evidence`, which judges finished runs."""

from data.intake.demo import DEMO_NAME
from tests.doors.row import Row

_SHOP = "Command line"  # as rows.SHOP
JUDGED_ROWS = {
    "judged": Row("evidence --model {at}/money --why-rows 3 --out {at}/judged", ("money",)),
    "judged at costs": Row(
        "evidence --model {at}/money --threshold 0.9 --false-alarm-cost 0.25 --miss-cost 2 --why-rows 2"
        " --out {at}/judged-at-costs",
        ("money",),
    ),
    "later judged": Row(
        f"evidence --workspace {{at}}/space --shop '{_SHOP}' --explain 12 --why-rows 1"
        " --out {at}/later-judged",
        ("later",),
        has_key=True,
    ),
    "monitored": Row(
        f"monitor --workspace {{at}}/watched-space --shop '{DEMO_NAME}' --out {{at}}/monitored", ("demo",)
    ),
    "lawful": Row(
        f"law --workspace {{at}}/demo-space --shop '{DEMO_NAME}' --on 2025-03-01 --letter"
        " --out {at}/lawful",
        ("demo priced",),
        typed="c2\n",
    ),
}
