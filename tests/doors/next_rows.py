"""Rows of the commands `recommend`, `interests` and `search`: what customers will want next."""

from tests.doors.row import ORDER_FILES, SHOP_FILES, Row

_ALL_KINDS = (
    f"{ORDER_FILES} --products {{files}}/products.csv --customers {{files}}/customers.csv"
    " --offers {files}/offers.csv --prices {files}/prices.csv --persons {files}/persons.csv"
)
NEXT_ROWS = {
    "recommended": Row(
        f"recommend {SHOP_FILES} --methods frequency ease blend --days 40 --price-book {{at}}/money --seed 7"
        " --pictures {files}/pictures.zip --out {at}/recommended",
        ("money",),
    ),
    "recommended in stock": Row(
        "recommend --events {files}/events.csv --products {files}/products_stock.csv --in-stock"
        " --complete 'p0|p2' p3 --by-margin 0.5 --margin 0.4 --per-item 0.1 --payment-fee 0.03 --returns 0.1"
        " --methods frequency ease blend --days 40 --seed 7 --out {at}/recommended-in-stock"
    ),
    "recommended orders": Row(
        f"recommend {_ALL_KINDS} --methods popularity content --days 60 --workspace {{at}}/next-space"
        " --out {at}/recommended-orders"
    ),
    "recommended demo": Row(
        "recommend --demo --workspace {at}/demo-space --days 40 --out {at}/recommended-demo"
    ),
    "interests orders": Row(
        f"interests {_ALL_KINDS} --of products --synthetic 0 --workspace {{at}}/interest-space"
        " --out {at}/interests-orders"
    ),
    "interests demo": Row(
        "interests --demo --workspace {at}/demo-space --period month --categories 2 --synthetic 20"
        " --seed 7 --out {at}/interests-demo"
    ),
    "searched": Row(
        f"search {SHOP_FILES} --query 'thing p3' --query things --customer c2 --top 2 --out {{at}}/searched"
    ),
    "searched orders": Row(
        f"search {_ALL_KINDS} --query thing --workspace {{at}}/search-space --out {{at}}/searched-orders"
    ),
    "searched demo": Row("search --demo --workspace {at}/demo-space --out {at}/searched-demo"),
    "mart": Row(
        "mart --workspace {at}/imported --shop 'Command line' --name price_days --products p1"
        " --out {at}/prices.csv",
        ("import",),
    ),
}
