"""The mapping itself: canonical column → file column, and the choices that a file cannot make."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from data.schema.errors import InputError
from data.schema.personal import Replacement
from data.schema.tables import KINDS, Kind

DATE_ORDERS = {"DMY": "day_first", "MDY": "month_first", "YMD": "year_first"}  # and how each is read


@dataclass(frozen=True)
class Mapping:
    """One kind of file: canonical column → file column, the instruments, and fixed choices.

    Parameters
    ----------
    kind : events, products, customers, offers, orders or prices
    columns : canonical column → column of the file
    instruments : columns of an events file kept as numbers under their own names
    constants : choices the file cannot make itself, each optional:
        date_order : "DMY", "MDY" or, for years of two digits, "YMD"
        time_zone : where the shop's clocks stand, as "Europe/Berlin"; times without a zone are read there
        event_codes : event type by code, as {"1": "view", "2": "purchase"}
        status_codes : what words of a status mean, where that is another thing than their usual one, as
            {"on the way": "sale", "open": "none", "sent back": "return"}; "Paid: no" is of one column alone
        event_type : the type of every row, where no column says it
        clock : "hhmm" or "hhmmss" where times of day are digits alone (1631)
        first_day : the date of day number 1, where times are numbers of days or weeks
        discounts : "deducted" where prices stand after the discounts, else "to deduct"
        decimals : "comma" where 1,250 is one and a quarter
        fill_down : true where only the first line of an order has the order's fields
        merged_cells : true where the order's number, too, stands on its first line only
        fallback : canonical column → file column read where the mapped one is empty
        ignored : file columns that are not kept
        personal : what becomes of file columns that name a person, as {"email": "pseudonym", "note": "scrub"}
        header : false where the first row is data
    """

    kind: Kind
    columns: dict[str, str]
    instruments: tuple[str, ...] = ()
    constants: dict[str, Any] = field(default_factory=dict)

    @property
    def personal(self) -> dict[str, Replacement]:
        """File column → what takes the place of its values; of no other code, which its check refuses."""
        chosen = self.constants.get("personal")
        pairs = chosen.items() if isinstance(chosen, dict) else ()
        return {name: Replacement(code) for name, code in pairs if code in list(Replacement)}

    @property
    def time_column(self) -> str | None:
        """Which of its canonical columns says when; None where none is mapped."""
        return next((name for name in ("event_time", "day") if name in self.columns), None)

    def to_json(self) -> str:
        """Return the mapping as JSON with sorted keys, so that equal mappings are equal texts."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> "Mapping":
        """Return the mapping that a JSON text describes; raises InputError where it describes none."""
        try:
            fields = json.loads(text)
            if fields["kind"] not in KINDS:
                raise ValueError
            columns = {str(name): str(column) for name, column in fields["columns"].items() if column}
            instruments = tuple(str(name) for name in fields.get("instruments", ()))
            return cls(fields["kind"], columns, instruments, dict(fields.get("constants", {})))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise InputError(
                "The mapping is not JSON with kind and columns",
                'Write it as {"kind": "events", "columns": {"customer_id": "your column", …}}',
            ) from error
