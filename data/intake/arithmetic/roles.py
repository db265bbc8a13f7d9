"""Which columns of a file may be amounts, reductions, taxes and charges, by names and meanings so far."""

from collections.abc import Mapping

from data.intake.arithmetic.readings import Roles
from data.intake.mapping.amounts import PRICES
from data.intake.mapping.money_names import Role, money_role, speaks_of_line
from data.intake.mapping.values import NUMBER, Column

DISCOUNTS = ("discount_total", "unit_discount", "discount_share", "coupon_total", "order_discount")
MOST_AMOUNTS, MOST_OTHERS = 7, 3  # every two of them are tried


def roles_of(columns: Mapping[str, Column], meanings: Mapping[str, str]) -> Roles:
    """Return what each column of numbers may be.

    Parameters
    ----------
    columns : the file's columns by name
    meanings : canonical column → file column, as names tell
    """
    of_file = {column: canonical for canonical, column in meanings.items()}
    found: dict[Role, list[str]] = {}
    amounts = [meanings[name] for name in PRICES if name in meanings]
    discounts = [meanings[name] for name in DISCOUNTS if name in meanings]
    for name, column in columns.items():
        if name not in of_file and column.share(rf"{NUMBER}|.*%") > 0.5:
            found.setdefault(money_role(name), []).append(name)
    for role in ("price", "total", "list"):
        amounts += found.get(role, [])
    return Roles(
        tuple(amounts[:MOST_AMOUNTS]),
        tuple([*discounts, *found.get("discount", [])][:MOST_OTHERS]),
        tuple(found.get("order", [])[:MOST_OTHERS]),
        tuple(found.get("tax", [])[:MOST_OTHERS]),
        tuple([*found.get("shipping", []), *found.get("fee", [])][:MOST_OTHERS]),
        tuple(name for name in amounts if money_role(name) == "total" and not speaks_of_line(name)),
        tuple(name for name in amounts if _is_of_unit(name, of_file.get(name, ""))),
        meanings.get("order_discount", ""),
    )


def _is_of_unit(column: str, canonical: str) -> bool:
    return canonical.endswith("_price") if canonical else money_role(column) in ("price", "list")
