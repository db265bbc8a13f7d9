"""Rows of the commands that let tables and figures of customers leave the house."""

from data.intake.demo import DEMO_NAME
from tests.doors.row import Row

_SHOP = "Command line"  # as rows.SHOP
_DEMO = f"--workspace {{at}}/demo-space --shop '{DEMO_NAME}'"
PRIVATE_ROWS = {
    "anonymized": Row(
        f"anonymize {_DEMO} --list run --k 4 --l 2 --t 0.9 --most-left-out 0.3 --quasi tier region n_orders"
        " --sensitive segment --out {at}/anonymized",
        ("demo",),
    ),
    "anonymized file": Row(
        f"anonymize --workspace {{at}}/space --shop '{_SHOP}' --file {{at}}/later.parquet"
        " --best incremental_profit --quasi n_orders --sensitive bundle_price --out {at}/anonymized-file",
        ("later priced",),
        has_key=True,
    ),
    "budgeted": Row(
        f"privacy-budget {_DEMO} --epsilon 2 --delta 2e-6 --composition zcdp --out {{at}}/budgeted"
    ),
    "private sums": Row(
        f"private-figures {_DEMO} --figure sum --of monetary --by category --groups 'Category 0' 'Category 1'"
        " --groups-each 2 --at-most 50 --epsilon 0.5 --delta 1e-6 --out {at}/private-sums",
        ("budgeted",),
    ),
    "private histogram": Row(
        f"private-figures {_DEMO} --figure histogram --of n_orders --edges 2 4 --epsilon 0.25 --expect"
        " --out {at}/private-histogram",
        ("private sums",),
    ),
    "told privately": Row(
        "segment --events {files}/newcomers.csv --method rfm --value --epsilon 8 --delta 1e-4"
        " --out {at}/told-privately"
    ),
    "private priced": Row(
        "privacy-price --epsilon 2 --delta 1e-4 --customers 50 --products 3 --shops 2 --seed 7"
        " --out {at}/private-priced"
    ),
}
