"""Rows of `train`, `imbalance`, `validate` and `report`: the lab, and what a finished run has to show."""

from data.intake.demo import DEMO_NAME
from tests.doors.federated_rows import FEDERATED_ROWS
from tests.doors.row import JOINED_FILES, ORDER_FILES, PLACES, Row

_SHOP = "Command line"  # as rows.SHOP
_ALL_KINDS = (
    f"{ORDER_FILES} --products {{files}}/products.csv --customers {{files}}/customers.csv"
    " --offers {files}/offers.csv --prices {files}/prices.csv --persons {files}/persons.csv"
)
_OF_TABLE = (
    "--subject table --table {files}/won.csv --outcome won --customer who --time when --split customer"
    f" --shop '{_SHOP}' --model logistic --set l2=0.03 --seed 3"
)
_NETWORK = (
    "--model network --set most_epochs=1 n_hidden=4 n_recurrent=4 --recurrent gru --augment crop mask"
    " --device cpu --backend tensorflow"
)
LEARNED_ROWS = {
    **FEDERATED_ROWS,
    "trained orders": Row(
        f"train {_ALL_KINDS} --rows 300 --model stacking --stacked logistic bagging"
        " --workspace {at}/learn-space --out {at}/trained-orders"
    ),
    "trained table": Row(
        f"train {_OF_TABLE} --recalibrate --workspace {{at}}/learn-space --out {{at}}/trained-table",
        ("trained orders",),
    ),
    "trained joined": Row(
        f"train {JOINED_FILES} {PLACES} --model logistic --imbalance easy_ensemble --reduction pca"
        " --workspace {at}/learn-joined --out {at}/trained-joined"
    ),
    "trained demo": Row(
        f"train --demo --workspace {{at}}/demo-space --rows 500 {_NETWORK} --out {{at}}/trained-demo"
    ),
    "balanced orders": Row(
        f"imbalance {_ALL_KINDS} --rows 300 --model logistic --workspace {{at}}/balance-space"
        " --out {at}/balanced-orders"
    ),
    "balanced table": Row(
        f"imbalance {_OF_TABLE} --workspace {{at}}/balance-space --out {{at}}/balanced-table",
        ("balanced orders",),
    ),
    "balanced joined": Row(
        f"imbalance {JOINED_FILES} {PLACES} --model logistic --reduction pca"
        " --workspace {at}/balance-joined --out {at}/balanced-joined"
    ),
    "balanced demo": Row(
        "imbalance --demo --workspace {at}/demo-space --rows 500 --model logistic --out {at}/balanced-demo"
    ),
    "validated": Row(
        f"validate --workspace {{at}}/demo-space --shop '{DEMO_NAME}' --folds 2 --by customer"
        " --out {at}/validated",
        ("demo",),
    ),
    "validated again": Row(
        f"validate --model '{{at}}/demo-space/{DEMO_NAME}/runs/*' --folds 2 --by time --members 2"
        " --out {at}/validated-again",
        ("demo",),
    ),
    "reported": Row("report --model {at}/money --out {at}/reported.html", ("money",)),
    "reported shop": Row(
        f"report --workspace {{at}}/demo-space --shop '{DEMO_NAME}' --out {{at}}/reported-shop.html",
        ("demo",),
    ),
}
