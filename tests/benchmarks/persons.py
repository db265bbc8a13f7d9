"""The grocer whose every store knows its customers by ids of its own, joined again by a file.

python tests/benchmarks/persons.py

Through the door: `recommend --methods frequency` on the demo's lines under the households' own ids, under an
id for each household and store, and under these with `--persons`. `value` is recall@10 once joined, the peer
that of the ids apart; `is_as_whole` says whether joined lists are those of the households' own ids. Seconds
are those of processors, of whole commands in fresh processes; `join_seconds` is what `import` takes longer
with the file.
"""

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[2]))

from data.intake.demo import load_demo
from data.services.workspaces import open_workspace

ROOT = Path(__file__).parents[2]
LINES = (
    "SELECT customer_id, strftime(event_time, '%Y-%m-%d %H:%M:%S') AS event_time, product_id, net_price, "
    "quantity, order_id, store_id FROM events WHERE event_type = 'purchase' ORDER BY rowid"
)
FREQUENCY = ("--methods", "frequency", "--days", "28")


def write_files(directory: Path) -> None:
    """Write the demo's lines under both kinds of ids, and which of them are one household."""
    shop = load_demo(open_workspace(directory / "workspace"))
    with shop.cursor() as cursor:
        lines = cursor.execute(LINES).df()
    shop.close()
    lines.to_csv(directory / "whole.csv", index=False)
    of_stores = lines.assign(customer_id=lines["customer_id"] + "@" + lines["store_id"])
    of_stores.to_csv(directory / "apart.csv", index=False)
    pairs = pd.DataFrame({"customer_id": of_stores["customer_id"], "person_id": lines["customer_id"]})
    pairs.drop_duplicates().to_csv(directory / "persons.csv", index=False)


def call(directory: Path, command: str, name: str, *options: str) -> float:
    """Run a command on the lines of a name; return its seconds of processors."""
    lines = "whole" if name == "whole" else "apart"
    files = ["--events", f"{lines}.csv", *(["--persons", "persons.csv"] if name == "joined" else [])]
    words = [sys.executable, "-m", "analytics", command, *files, *options, "--out", f"{command}-{name}"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(
        words, cwd=directory, env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    if ended.returncode:
        raise SystemExit(f"{command} of {name} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)


def models(directory: Path, name: str) -> pd.Series:
    """Return the figures of the one recommender."""
    return pd.read_parquet(directory / f"recommend-{name}" / "recommendation_models.parquet").iloc[0]


def lists(directory: Path, name: str) -> pd.DataFrame:
    """Return what each household is shown, under its own id."""
    found = pd.read_parquet(directory / f"recommend-{name}" / "recommendations.parquet")
    households = found["customer_id"].str.partition("@")[0]
    return found.assign(customer_id=households).sort_values(["customer_id", "place"], ignore_index=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        directory = Path(name)
        write_files(directory)
        seconds = {way: call(directory, "recommend", way, *FREQUENCY) for way in ("whole", "apart", "joined")}
        imports = {way: call(directory, "import", way) for way in ("apart", "joined")}
        told = json.loads((directory / "import-joined" / "intake.json").read_text())["persons"]
        recall = {way: round(float(models(directory, way)["recall"]), 4) for way in seconds}
        line = {
            "name": "persons",
            "value": recall["joined"],
            "unit": "recall@10",
            "peer": "the same ids apart",
            "peer_value": recall["apart"],
            "ratio": round(recall["joined"] / recall["apart"], 3),
            "whole": recall["whole"],
            "is_as_whole": bool(lists(directory, "joined").equals(lists(directory, "whole"))),
            "n_ids": told["n_customer_ids"],
            "n_persons": told["n_customers"],
            "n_judged": {way: int(models(directory, way)["n_customers"]) for way in seconds},
            "recommend_seconds": seconds,
            "join_seconds": round(imports["joined"] - imports["apart"], 1),
            "import_seconds": imports,
        }
        print(json.dumps(line))
