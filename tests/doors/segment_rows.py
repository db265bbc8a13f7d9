"""Rows of the command `segment`, which need no training."""

from tests.doors.row import ORDER_FILES, SHOP_FILES, Row

_HIERARCHY = "--method hierarchical kmeans --features rfm prices --clusters 4 --against tier"
_COSTS = "--margin 0.5 --per-parcel 1.5 --per-item 0.2 --payment-fee 0.02 --returns 0.1"
SEGMENT_ROWS = {
    "segmented": Row(f"segment {SHOP_FILES} {_HIERARCHY} --seed 7 --out {{at}}/segmented"),
    "segmented by chance": Row(f"segment {SHOP_FILES} {_HIERARCHY} --out {{at}}/segmented-by-chance"),
    "segmented orders": Row(
        f"segment {ORDER_FILES} --products {{files}}/products.csv --customers {{files}}/customers.csv"
        " --offers {files}/offers.csv --prices {files}/prices.csv --persons {files}/persons.csv"
        " --features rfm categories attributes"
        " --workspace {at}/segment-space --out {at}/segmented-orders"
    ),
    "valued": Row(f"segment {ORDER_FILES} --method rfm --value --out {{at}}/valued"),
    "valued at costs": Row(
        f"segment {ORDER_FILES} --method rfm --value --horizon-days 90 {_COSTS} --out {{at}}/valued-at-costs"
    ),
    "segmented demo": Row(
        "segment --demo --workspace {at}/demo-space --method deep kmeans --clusters 2"
        " --out {at}/segmented-demo"
    ),
}
