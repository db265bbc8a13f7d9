"""Which columns of a file tell statuses, returns and refunds, and which of their words are not known."""

import re
from collections.abc import Iterable

from data.intake.mapping.first_look import Doubt
from data.intake.mapping.status_words import Meaning, joined, meanings_of, names_of
from data.intake.mapping.values import Column, event_type_of
from data.schema import MOST_CODES

AFTER = r"(description|name|label|text|title|beschreibung|bezeichnung|libelle)$"  # orderStatusDescription
STATUSES = ("sale_status", "payment_status", "line_status")
RETURNS, REFUNDS = ("returned_quantity", "cancelled_quantity"), ("refund_total", "order_refund")
CANONICAL = {
    "orders": (*STATUSES, "cancelled_at", "order_refund"),
    "events": (*STATUSES, "cancelled_at", *RETURNS, *REFUNDS),
}
VAGUE = {  # names of provinces and much else
    *("state", "stand", "stare", "etat", "estado", "stato", "situacao", "situazione", "stav", "stan"),
    *("tila", "durum", "allapot", "κατασταση", "状态", "상태"),
}
NUMBERED = {"orderstatusid", "orderstateid", "orderstatus", "orderstate", "currentstate", "statusid"}
LEAST_KNOWN = 0.5  # of the words in a column whose name may be another thing's as well


def is_status(column: str, words: Iterable[str]) -> bool:
    """Say whether a column named as a status is one: some words are known, most under a vague name."""
    words = list(words)
    known = sum(meaning is not None for meaning in meanings_of(words, column).values())
    share = known / len(words) if words else 0.0
    is_vague = _core(column) in VAGUE
    return share >= LEAST_KNOWN if is_vague else known > 0 or (len(words) > 1 and not _are_numbers(words))


def choose_statuses(columns: dict[str, Column], kind: str, chosen: dict[str, str]) -> dict[str, str]:
    """Return canonical column → file column for what tells statuses, returns and refunds."""
    found: dict[str, str] = {}
    for canonical in CANONICAL[kind]:
        taken = {*chosen.values(), *found.values()}
        names = names_of(canonical)
        named = [name for name in columns if _core(name) in names and name not in taken]
        named.sort(key=lambda name: (names.index(_core(name)), name))
        fitting = [name for name in named if _fits(columns[name], canonical)]
        if canonical not in chosen and fitting:
            found[canonical] = fitting[0]
    if {*RETURNS} & {*found, *chosen}:  # the same thing in money
        for name in REFUNDS:
            found.pop(name, None)
    return found


def status_columns(columns: Iterable[str]) -> list[str]:
    """Return the columns that may be statuses by their names."""
    names = {name for canonical in STATUSES for name in names_of(canonical)}
    return [column for column in columns if _core(column) in names]


def status_doubts(
    columns: dict[str, Column], chosen: dict[str, str], told: dict[str, Meaning]
) -> list[Doubt]:
    """Return what a person should look at: words of statuses that are not known, and count as sales."""
    found = []
    for canonical in STATUSES:
        if (column := columns.get(chosen.get(canonical, ""))) is None:
            continue
        meanings = meanings_of(sorted(column.different), column.name)
        unknown = [word for word, meaning in meanings.items() if meaning is None and word not in told]
        if unknown:
            some = ", ".join(unknown[:5]) + (" and others" if len(unknown) > 5 else "")
            sentence = (
                f"{column.name} has words that are no known status ({some}): such orders count as sales."
            )
            found.append(Doubt(sentence, 'say otherwise under "status_codes".'))
    return found + _numbered(columns, chosen, told)


def _numbered(columns: dict[str, Column], chosen: dict[str, str], told: dict[str, Meaning]) -> list[Doubt]:
    """Return what to say of statuses that are numbers of the shop's own, which nobody else can read."""
    found = []
    for column in columns.values():
        words = sorted(column.different)
        is_open = joined(column.name) in NUMBERED and column.name not in chosen.values()
        if is_open and len(words) > 1 and _are_numbers(words) and not {*words} <= {*told}:
            told_of = f"{column.name} has numbers that mean nothing to others ({', '.join(words[:5])})"
            hint = f'map it as sale_status, and say "status_codes": {{"{words[0]}": "none"}}.'
            found.append(Doubt(f"{told_of}: all orders count as sales.", hint))
    return found


def _core(name: str) -> str:
    """Return a column's name as one word, without what says that it is spelled out."""
    word = joined(name)
    return re.sub(AFTER, "", word) or word


def _fits(column: Column, canonical: str) -> bool:
    if canonical == "cancelled_at":
        return bool(column.known) and column.share(r"[\d.,]+") < 1
    if canonical not in STATUSES:
        return column.share(r"-?[\d.,]+") > 0.5
    words = column.different
    if not words or len(words) > MOST_CODES or _are_other_events(words):
        return False
    return is_status(column.name, words)


def _are_other_events(words: Iterable[str]) -> bool:
    """Say whether words are types of events, such as no order has."""
    types = [event_type_of(word) for word in words]
    return None not in types and bool({"view", "cart", "search", "rate"} & set(types))


def _are_numbers(words: Iterable[str]) -> bool:
    return all(re.fullmatch(r"[\d.,-]+", word.strip()) for word in words)
