"""Decisions on prices in words; the command line and the page say the same."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.cli.wording import counted
from analytics.runs.decisions.codes import Standing
from data.privacy.ledger.check import Damage
from data.privacy.ledger.codes import Act, Fault, Purpose, Withdrawal
from data.privacy.ledger.entries import Entry

ACT_WORDS: Mapping[Act, str] = {
    Act.ADVISED: "Advised",
    Act.APPROVED: "Approved",
    Act.EXPORTED: "Exported",
    Act.WITHDRAWN: "Withdrawn",
    Act.RESTORED: "Restored",
    Act.POLICY: "Four eyes",
    Act.REIDENTIFIED: "Named customers",
}
PURPOSE_WORDS: Mapping[Purpose, str] = {
    Purpose.MAILING: "A mailing",
    Purpose.SERVICE: "Serving customers",
    Purpose.RESEARCH: "Research",
    Purpose.LAW: "A duty by law",
    Purpose.OTHER: "Another purpose",
}
AUDIT_WORDS: Mapping[Act, str] = {
    Act.READ: "Read",
    Act.DOWNLOADED: "Downloaded",
    Act.IMPORTED: "Imported",
    Act.TRAINED: "Started work",
    Act.ERASED: "Erased",
    Act.ROLE_GIVEN: "Gave a role",
    Act.ROLE_TAKEN: "Took a role away",
}
WITHDRAWAL_WORDS: Mapping[Withdrawal, str] = {
    Withdrawal.WRONG_PRICE: "The price is wrong",
    Withdrawal.WRONG_COST: "The cost behind it is wrong",
    Withdrawal.WRONG_DATA: "The data behind it are wrong",
    Withdrawal.OUT_OF_STOCK: "Out of stock",
    Withdrawal.LAW: "A law speaks against it",
    Withdrawal.OTHER: "Another reason",
}
STANDING_WORDS: Mapping[Standing, str] = {
    Standing.ADVISED: "Advised, not approved",
    Standing.HALF: "Approved by one of two people",
    Standing.APPROVED: "Approved",
    Standing.EXPIRED: "No longer valid",
    Standing.WITHDRAWN: "Withdrawn",
}
FAULT_WORDS: Mapping[Fault, str] = {
    Fault.EDITED: "was edited: its bytes are not what was signed",
    Fault.FORGED: "was forged: this key has not signed it, or not for this place",
    Fault.DROPPED: "was dropped: later entries are there, it is not",
    Fault.REORDERED: "was reordered: it stands at another place than it was written to",
    Fault.CUT: "was cut off: the signed head counts it, and it is not there",
    Fault.HEAD: "is not the head of these entries: it was removed, edited or forged",
    Fault.BOOK: "is about prices that were removed or edited",
}
COLUMNS = ("number", "at", "who", "act", "book", "model", "about", "valid_until")


def damage_words(damage: Damage) -> str:
    """Return the first bad entry and how it is bad."""
    place = f"Entry {damage.number}" if damage.number else "The signed head"
    return f"{place} {FAULT_WORDS[damage.fault]}"


def entries_table(entries: list[Entry]) -> pd.DataFrame:
    """Return one row per entry, newest last, with what it is about in words; `act` stays a code."""
    rows = [
        {
            "number": entry.number,
            "at": pd.Timestamp(entry.at).tz_convert("UTC").tz_localize(None),
            "who": entry.who,
            "act": str(entry.act),
            "book": str(entry.facts.get("book", ""))[:12],
            "model": entry.facts.get("model", ""),
            "about": about_words(entry.act, entry.facts),
            "valid_until": entry.facts.get("valid_until", ""),
        }
        for entry in entries
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def about_words(act: Act, facts: Mapping[str, Any]) -> str:
    """Return in a few words what an entry says beside who, when and which book."""
    match act:
        case Act.ADVISED:
            verdicts = ", ".join(f"{n} {name}" for name, n in sorted(facts["verdicts"].items()))
            return f"{facts['n_prices']:,} prices ({verdicts}), data {facts['data']}"
        case Act.EXPORTED:
            return ", ".join(sorted(facts["files"]))
        case Act.WITHDRAWN:
            return f"{_which(facts)}: {WITHDRAWAL_WORDS[Withdrawal(facts['reason'])].lower()}"
        case Act.RESTORED:
            return _which(facts)
        case Act.POLICY:
            return "two people have to approve" if facts["four_eyes"] else "one person may approve"
        case Act.REIDENTIFIED:
            purpose = PURPOSE_WORDS[Purpose(facts["purpose"])].lower()
            return f"{counted(facts['n_customers'], 'customer')}, data {facts['data']}: {purpose}"
    return ""


def _which(facts: Mapping[str, Any]) -> str:
    if facts["offer_id"] is None:
        return "the whole book"
    return f"{facts['offer_id']} for {facts['segment'] or 'everybody'}"
