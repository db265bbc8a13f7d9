"""Whether a cost is of its unit or of its line, and which column may be one that nobody mapped."""

from collections.abc import Collection

from data.intake.mapping.first_look import Doubt, Per, Sums

COSTS: dict[Per, str] = {"unit": "cost", "line": "cost_total"}


def settle_costs(chosen: dict[str, str], columns: Collection[str], sums: Sums | None) -> list[Doubt]:
    """Let the cost be what the numbers tell, in place; return what a person should look at."""
    costs = sums.costs if sums else {}
    for name in COSTS.values():
        column = chosen.get(name, "")
        if column in costs and COSTS[costs[column]] != name:
            del chosen[name]
            chosen.setdefault(COSTS[costs[column]], column)
    if any(name in chosen for name in COSTS.values()):
        return []
    for name in costs:
        if name in columns and name not in chosen.values():
            what = "a unit" if costs[name] == "unit" else "a whole line"
            told = f"{name} behaves like the cost of {what}, and is left out of the profit: "
            return [Doubt(f"{told}map it as {COSTS[costs[name]]} if it is.")]
    return []
