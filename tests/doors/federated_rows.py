"""The rows of `federate`, and the shops that train together."""

from pathlib import Path

from tests.doors.row import Row
from tests.simulated import simulate_shop
from tests.worlds import write_files

SHOPS = ("East", "West")
FEDERATED_ROWS = {
    "federated": Row(
        "federate --shop {files}/East {files}/West --rounds 4 --share prices --lose 0.25 --segments tier"
        " --compare --seed 7 --out {at}/federated"
    ),
    "federated shops": Row(
        "federate --workspace {at}/joint-space --shop West East --rounds 2 --place processes"
        " --out {at}/federated-shops"
    ),
}


def write_shops(files: Path) -> dict[str, Path]:
    """Write the files of two small shops that sell the same products, and return their folders."""
    for seed, name in enumerate(SHOPS):
        world = simulate_shop(n_customers=30, n_visits_per_customer=7, n_products=3, seed=seed)
        write_files(world, files / name)
    return {name: files / name for name in SHOPS}
