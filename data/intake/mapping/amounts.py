"""Which columns are prices and discounts: by names, also with tax and currency, and as the numbers add up."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from data.intake.mapping.first_look import Doubt, Sums
from data.intake.mapping.money_names import TAXES, core_name, is_reduced_price, money_role, says_money, tax_of
from data.intake.mapping.values import MONEY, NUMBER, Column

NET = ("net_price", "net_total")
LISTED = {"list_price": "net_price", "list_total": "net_total"}
PRICES = (*NET, *LISTED)
DISCOUNTS = {
    "line": "discount_total",
    "unit": "unit_discount",
    "share": "discount_share",
    "percent": "discount_share",
    "order": "order_discount",
}
REDUCTIONS = {*DISCOUNTS.values(), "coupon_total"}
OF_LINE = {"net_price": "net_total", "list_price": "list_total"}
OF_UNIT = {total: price for price, total in OF_LINE.items()}


@dataclass
class Amounts:
    """The meanings of a file's columns while its amounts are settled.

    Parameters
    ----------
    chosen : canonical column → file column, changed in place
    columns : the file's columns that may get a meaning
    sums : what the numbers tell, where they were looked at
    doubts : what a person should look at
    """

    chosen: dict[str, str]
    columns: dict[str, Column]
    sums: Sums | None
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def of_order(self) -> tuple[str, ...]:
        """The columns with one number for a whole order."""
        return self.sums.of_order if self.sums else ()

    def settle(self) -> None:
        """Choose prices and discounts, as the names and the numbers tell."""
        self._leave_order_totals()
        self._add_reduced_price()
        self._add_discount()
        self._add_price()
        self._follow_numbers()
        self._doubt_tax()

    def _free(self, roles: Iterable[str]) -> list[str]:
        """Return columns of numbers without a meaning whose names speak of some role, without tax first."""
        taken, wanted = set(self.chosen.values()), list(roles)
        free = [
            name
            for name, column in self.columns.items()
            if name not in taken and money_role(name) in wanted and column.share(rf"{NUMBER}|.*%") > 0.5
        ]
        return sorted(free, key=lambda name: (wanted.index(money_role(name)), TAXES.index(tax_of(name))))

    def _leave_order_totals(self) -> None:
        """Take what is a whole order's for no price of its lines."""
        for name in PRICES:
            if self.chosen.get(name) in self.of_order:
                del self.chosen[name]

    def _add_reduced_price(self) -> None:
        """Take a discount price for the price, and the price beside it for the one before reductions."""
        reduced = [name for name in self._free(["price"]) if is_reduced_price(name)]
        if reduced and "net_price" in self.chosen and "list_price" not in self.chosen:
            self.chosen["list_price"] = self.chosen["net_price"]
            self.chosen["net_price"] = reduced[0]

    def _add_price(self) -> None:
        """Find a price where names alone told none: no file with a column of money comes in without one."""
        if any(name in self.chosen for name in NET):
            return
        for name in self._free(["price", "total"]):
            if name not in self.of_order:
                self.chosen["net_price" if money_role(name) == "price" else "net_total"] = name
                return
        if not any(name in self.chosen for name in DISCOUNTS.values()):
            for listed, net in LISTED.items():
                if listed in self.chosen:
                    self.chosen[net] = self.chosen.pop(listed)
                    return
        of_orders = self._free(["order"])
        if of_orders and self.sums and not self.sums.has_several_lines:
            self.chosen["net_total"] = of_orders[0]
            told = f"{of_orders[0]} is taken for the price of its line, as every order has one line only: "
            self.doubts.append(Doubt(told + "shipping and tax may be in it."))

    def _add_discount(self) -> None:
        if REDUCTIONS & set(self.chosen):
            return
        columns = [self.columns[name] for name in self._free(["discount"])]
        free = [column for column in columns if any(value.strip("0.,- ") for value in column.known)]
        if len(free) == 1:
            is_money = says_money(free[0].name) or free[0].are_shares is False
            self.chosen["discount_total" if is_money else "discount_share"] = free[0].name

    def _follow_numbers(self) -> None:
        if self.sums is None:
            return
        for column, per in self.sums.per.items():
            self._put_per(column, per)
        for column in self.sums.again:
            self._forget(column)
        for column, how in self.sums.hows.items():
            self._forget(column)
            self.chosen.setdefault(DISCOUNTS[how], column)
        if self.sums.exact and self.sums.exact == self.chosen.get("net_total"):
            self.chosen.pop("net_price", None)
        if self.sums.after:
            self._put(self.sums.after, *NET)
        if self.sums.before and self.sums.after:
            self._put(self.sums.before, *LISTED)
        elif self.sums.before:
            self._put(self.sums.before, *NET)

    def _put_per(self, column: str, per: str) -> None:
        """Let a price be of its unit or its line, as the numbers tell."""
        moves = OF_LINE if per == "line" else OF_UNIT
        for name in PRICES:
            if self.chosen.get(name) == column and name in moves:
                del self.chosen[name]
                self.chosen.setdefault(moves[name], column)

    def _put(self, column: str, of_unit: str, of_line: str) -> None:
        """Let a column be the price before, or after, reductions, in place of any other."""
        self._forget(column)
        is_of_line = self.sums is not None and self.sums.per.get(column, "unit") == "line"
        for name in (of_unit, of_line):
            self.chosen.pop(name, None)
        self.chosen[of_line if is_of_line else of_unit] = column

    def _forget(self, column: str) -> None:
        for name in [name for name, chosen in self.chosen.items() if chosen == column]:
            del self.chosen[name]

    def _doubt_tax(self) -> None:
        """Say which of two prices counts where one is with tax and one without."""
        column = next((self.chosen[name] for name in NET if name in self.chosen), "")
        others = [
            other
            for other in self.columns
            if other not in self.chosen.values()
            and core_name(other) == core_name(column)
            and tax_of(other) != tax_of(column)
        ]
        if column and tax_of(column) and others:
            self.doubts.append(Doubt(f"{column} is taken for the price, not {others[0]}."))


def looks_like_money(columns: dict[str, Column], chosen: dict[str, str]) -> list[str]:
    """Return the columns of money of an order's lines without a meaning, by names and values."""
    by_name = [
        name
        for name, column in columns.items()
        if money_role(name) in ("price", "total", "order", "list") and column.share(NUMBER) > 0.5
    ]
    if by_name or not {"order_id", "quantity"} <= set(chosen):
        return by_name
    taken = set(chosen.values())
    cents = r"\D{0,4}\d[\d.,' ]*[.,]\d\d\D{0,4}"
    return [
        name
        for name, column in columns.items()
        if name not in taken
        and not money_role(name)
        and column.share(cents) > 0.9
        and column.share(MONEY) > 0.9
    ]
