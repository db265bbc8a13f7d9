"""What the gates cost and what they save, on shops of every kind whose truth is known.

python tests/benchmarks/gates.py [shops a kind, default 2] [first seed, default 5000] [kind …, default all]

Files to price book in a fresh process. Withheld soundly: of all rows, those that fail though the advice
that they withhold would have earned at least 0.8 of what the oracle's discount does. Let through harmfully:
of all rows, those with a discount that loses against no offer. Beside them: the same among discounts let
through, the harm if no gate withheld anything, and what each gate withholds, sound and harmful.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import numpy as np
import pandas as pd

from tests.benchmarks import _door as door
from tests.benchmarks._shops import SHOPS

SOUND = 0.8  # of the oracle's gain
NOTHING = 1e-3  # currency a visit: what no shop would notice


def judged(run: door.Run) -> pd.DataFrame:
    """Return a run's rows with what is advised or withheld, and what that and the oracle's truly earn."""
    failed = run.book["verdict"] == "FAIL"
    given = pd.concat([run.book[~failed], run.withheld], ignore_index=True)
    profit = run.curves.pivot_table("true_profit", door.KEYS, "discount_share")
    given = given[pd.MultiIndex.from_frame(given[door.KEYS]).isin(profit.index)].reset_index(drop=True)
    table = profit.loc[pd.MultiIndex.from_frame(given[door.KEYS])].to_numpy(float)
    at = np.round(given["discount_share"].to_numpy(float) * 100).astype(int)
    return given.assign(
        failed_gates=[failed_gates(run, ids) for ids in given["product_ids"]],
        true_profit=table[np.arange(len(table)), at],
        oracle=np.maximum(table.max(1), 0),
        is_withheld=given["verdict"] == "FAIL",
    )


def is_sound(rows: pd.DataFrame) -> pd.Series:
    """Return which advice earns at least 0.8 of what the oracle's does, where that is anything."""
    return (rows["true_profit"] >= SOUND * rows["oracle"]) & (rows["oracle"] > NOTHING)


def harms(rows: pd.DataFrame) -> pd.Series:
    """Return which advice loses against no offer."""
    return (rows["discount_share"] > 0) & (rows["true_profit"] < -NOTHING)


def rates(rows: pd.DataFrame) -> dict[str, float]:
    """Return what gates cost and save, in shares of the rows, and of the discounts let through."""
    through = ~rows["is_withheld"] & (rows["discount_share"] > 0)
    return {
        "withheld": float(rows["is_withheld"].mean()),
        "withheld_soundly": float((is_sound(rows) & rows["is_withheld"]).mean()),
        "let_through_harmfully": float((harms(rows) & through).mean()),
        "harmful_of_discounts": float(harms(rows)[through].mean()) if through.any() else 0.0,
        "harmful_without_gates": float(harms(rows).mean()),
    }


def by_gate(rows: pd.DataFrame) -> dict[str, dict[str, int]]:
    """Return of every gate how many rows it withholds, how many of them were sound, and harmful."""
    found = {}
    for name in sorted({gate for gates in rows["failed_gates"] for gate in gates}):
        own = rows[[name in gates for gates in rows["failed_gates"]]]
        found[name] = {
            "withheld": len(own),
            "sound": int(is_sound(own).sum()),
            "harmful": int(harms(own).sum()),
        }
    return found


def failed_gates(run: door.Run, product_ids: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the gates that an offer of these parts fails."""
    concerned = (None, *product_ids)
    failed = (g for g in run.evidence["gates"] if g["verdict"] == "FAIL" and g["product_id"] in concerned)
    return tuple(sorted({str(gate["name"]) for gate in failed}))


def shop_rows(kind: str, seed: int) -> pd.DataFrame:
    """Return a shop's judged rows, and print its line."""
    with door.run_of(SHOPS[kind], seed) as run:
        rows, seconds = judged(run), run.seconds
    line = {name: round(value, 4) for name, value in rates(rows).items()}
    door.say(
        {
            "kind": kind,
            "seed": seed,
            "n_rows": len(rows),
            **line,
            "gates": by_gate(rows),
            "seconds": round(seconds),
        }
    )
    return rows.assign(kind=kind, seed=seed)


def main(n_shops: int, first_seed: int, kinds: list[str]) -> None:
    """Measure and print one line."""
    found = [shop_rows(kind, seed) for kind in kinds for seed in range(first_seed, first_seed + n_shops)]
    every = pd.concat(found, ignore_index=True)
    by_kind = {kind: rates(rows) for kind, rows in every.groupby("kind", sort=False)}
    names = next(iter(by_kind.values()))
    # kinds weigh alike, however many offers each has
    overall = {name: door.mean([of[name] for of in by_kind.values()]) for name in names}
    result = {
        "name": "gates",
        "value": overall["withheld_soundly"],
        "unit": "share of rows withheld though sound (goal 0.05)",
        "peer": "let through though harmful (goal 0.05)",
        "peer_value": overall["let_through_harmfully"],
        "ratio": None,
        "n_shops": n_shops * len(kinds),
        **overall,
        "kinds": {kind: {name: round(v, 4) for name, v in of.items()} for kind, of in by_kind.items()},
        "gates": by_gate(every),
    }  # fmt: skip
    print(json.dumps(result))


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 2,
        int(sys.argv[2]) if len(sys.argv) > 2 else 5000,
        sys.argv[3:] or list(SHOPS),
    )
