"""The first proposal for a file: a known export, else its names, else its values."""

from dataclasses import dataclass, field
from typing import Literal

from data.intake.mapping.amounts import PRICES, Amounts, looks_like_money
from data.intake.mapping.constants import CLOCK, constants_of
from data.intake.mapping.costs import settle_costs
from data.intake.mapping.doubts import doubts_of
from data.intake.mapping.first_look import Doubt, FirstLook, Sums
from data.intake.mapping.money_names import tells_no_product
from data.intake.mapping.names import columns_named, kind_by_names, plain_name, say_nothing
from data.intake.mapping.presets import Preset, find_preset
from data.intake.mapping.products import add_quantity, likeliest, settle_product
from data.intake.mapping.statuses import choose_statuses, status_columns, status_doubts
from data.intake.mapping.unnamed import columns_by_values, kind_by_values
from data.intake.mapping.values import CODE, VAGUE, Column, column_of, fits, look
from data.read.preview import Preview
from data.schema import COLUMNS, Kind
from data.schema.mapping import Mapping

Why = Literal["preset", "name", "values"]
EXPECTED = ("net_price", "quantity")


@dataclass(frozen=True)
class Guess:
    """A mapping with where each part of it comes from.

    Parameters
    ----------
    mapping : the proposal
    preset : the known export, where it is one
    why : canonical column → preset, name or values
    doubts : what a column may mean instead; none where all is plain
    unpriced : columns of money of a file of order lines that has no price
    """

    mapping: Mapping
    preset: Preset | None = None
    why: dict[str, Why] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    unpriced: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        """All doubts as one text, for a page that has the choices beside it."""
        return " ".join(doubt.sentence for doubt in self.doubts)


def guess_mapping(preview: Preview, kind: Kind | None = None) -> Mapping:
    """Guess which column is which from names and values; the kind as well where it is not given."""
    return guess(preview, kind).mapping


def guess(preview: Preview, kind: Kind | None = None) -> Guess:
    """Return the proposal for a file with its reasons."""
    preview = FirstLook.of(preview)
    looked = look_at(preview)
    preset = find_preset(preview, kind)
    is_unnamed = say_nothing(preview.columns)
    if kind is None:
        kind = preset.kind if preset else None
    if kind is None:
        kind = kind_by_values(looked) if is_unnamed else kind_by_names(preview.columns)
    chosen = preset.columns_of(preview) if preset else {}
    why: dict[str, Why] = dict.fromkeys(chosen, "preset")
    left_out = set(preset.ignored_of(preview.columns) + preset.kept_of(preview.columns)) if preset else set()
    free = {name: column for name, column in looked.items() if name not in left_out}
    if preset is None or not preset.values:
        chosen |= columns_by_names(free, kind, chosen)
    if preset is None and kind == "events" and settle_product(chosen, free):
        why["product_id"] = "values"
    if kind in ("events", "orders"):
        chosen |= choose_statuses(looked, kind, chosen)
    if preset is None:
        by_values = columns_by_values(free, kind, chosen, is_unnamed)
        chosen |= by_values
        why |= dict.fromkeys(by_values, "values")
    if preset is None and kind == "products":
        _settle_variants(chosen, looked)
    amounts = Amounts(chosen, free, preview.sums)
    if preset is None and kind == "events":
        add_quantity(chosen, free)
        amounts.settle()
        amounts.doubts += settle_costs(chosen, free, preview.sums)
    _settle_prices(chosen, preset, preview.sums)
    _settle_types(chosen, looked, preset)
    constants = constants_of(kind, chosen, looked, preset, preview)
    if left_out and preset and (ignored := preset.ignored_of(preview.columns)):
        constants["ignored"] = [name for name in ignored if name not in chosen.values()]
    mapping = Mapping(kind, chosen, (), constants)
    why = {name: why.get(name, "name") for name in chosen}
    doubts = status_doubts(looked, chosen, constants.get("status_codes", {}))
    if preset is not None or kind != "events":
        return Guess(mapping, preset, why, tuple(doubts))
    amounts.doubts += doubts
    amounts.doubts += doubts_of(mapping, looked, preview.sums, reduction_columns(preview))
    unpriced = () if any(name in chosen for name in PRICES) else tuple(looks_like_money(looked, chosen))
    return Guess(mapping, preset, why, tuple(amounts.doubts), unpriced)


def look_at(preview: FirstLook) -> dict[str, Column]:
    """Return a file's columns as they look in its first rows, with what is known of all of them."""
    codes, shares, unique = preview.codes, preview.shares, preview.unique
    return {
        name: column_of(name, preview.rows[name], codes.get(name, ()), shares.get(name), unique.get(name, 0))
        for name in preview.columns
    }


def code_columns(preview: Preview) -> list[str]:
    """Return the columns whose every value tells: those of one digit that may be event types, and statuses.

    Event types are named so, or no name says anything.
    """
    named = columns_named(preview.columns, "events", "event_type")
    candidates = preview.columns if say_nothing(preview.columns) else named
    codes = [name for name in candidates if column_of(name, preview.rows[name]).share(CODE) == 1]
    return codes + [name for name in status_columns(preview.columns) if name not in codes]


def reduction_columns(preview: Preview) -> list[str]:
    """Return the columns named as reductions that may be money or shares of it (discount, remise …)."""
    in_money = columns_named(preview.columns, "events", "discount_total")
    return [name for name in columns_named(preview.columns, "events", "discount_share") if name in in_money]


def columns_of_other_values(preview: Preview) -> list[str]:
    """Return the columns that may be products, and have another value in each of the first rows."""
    by_name = columns_named(preview.columns, "events", "product_id")
    ids = by_name or [name for name in preview.columns if not tells_no_product(name)]
    looked = [column_of(name, preview.rows[name]) for name in ids]
    differing = [column for column in looked if column.n_distinct == len(column.known) > 1]
    return [column.name for column in differing if look(column) not in ("time", "money")]


def columns_by_names(columns: dict[str, Column], kind: Kind, chosen: dict[str, str]) -> dict[str, str]:
    """Return canonical column → file column for what names tell and values do not contradict."""
    found: dict[str, str] = {}
    for canonical in COLUMNS[kind]:
        if canonical.name in chosen:
            continue
        taken = {*chosen.values(), *found.values()}
        named = columns_named(list(columns), kind, canonical.name)
        candidates = [name for name in named if name not in taken]
        fitting = [name for name in candidates if fits(canonical.type, canonical.name, columns[name])]
        if canonical.is_required or canonical.name in EXPECTED:  # better refused by name than left out
            fitting += candidates
        if canonical.name == "product_id":
            fitting = likeliest(fitting, columns)
        if canonical.name == "event_clock":
            fitting = [name for name in fitting if columns[name].share(CLOCK) > 0.9]
        if fitting:
            found[canonical.name] = fitting[0]
    return found


def _settle_prices(chosen: dict[str, str], preset: Preset | None, sums: Sums | None) -> None:
    """Keep one price after reductions: a total beside a unit price is the same money again."""
    if preset is None and "net_price" in chosen:
        chosen.pop("net_total", None)
        if sums is None or not sums.before or chosen.get("list_total") != sums.before:
            chosen.pop("list_total", None)


def _settle_variants(chosen: dict[str, str], looked: dict[str, Column]) -> None:
    """Take an id that several rows share for their product's, where another id tells them apart."""
    shared = looked.get(chosen.get("product_id", ""))
    if shared is None or "parent_id" in chosen or shared.n_distinct == len(shared.known):
        return
    others = columns_named([name for name in looked if name not in chosen.values()], "products", "product_id")
    for name in others:
        column = looked[name]
        if column.n_distinct == len(column.known) > shared.n_distinct:
            chosen |= {"product_id": name, "parent_id": shared.name}
            return


def _settle_types(chosen: dict[str, str], looked: dict[str, Column], preset: Preset | None) -> None:
    """Leave out a vaguely named column of codes in a file of order lines: a type of something else."""
    name = chosen.get("event_type", "")
    is_vague = plain_name(name) in VAGUE and looked[name].share(CODE) == 1
    if preset is None and is_vague and {"order_id", "quantity"} <= set(chosen):
        chosen.pop("event_type")
