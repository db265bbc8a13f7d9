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
    free = [name for name in costs if name in columns and name not in chosen.values()]
    return [_maybe_cost(name, costs[name]) for name in free[:1]]


def _maybe_cost(column: str, per: Per) -> Doubt:
    what = "a unit" if per == "unit" else "a whole line"
    return Doubt(
        f"{column} behaves like the cost of {what}, and is left out of the profit: "
        f"map it as {COSTS[per]} if it is."
    )
