"""All that was done with a shop, as one table: its audit log and its decisions, in the order of time."""

from collections.abc import Collection
from datetime import date

import pandas as pd

from data.privacy.audit.log import AuditLog
from data.privacy.ledger.codes import Act
from data.privacy.ledger.entries import Entry
from data.privacy.ledger.ledger import Ledger
from data.privacy.roles.rights import Right
from data.store import Shop

COLUMNS = ("at", "who", "act", "what", "whom", "data")


def trail_of(shop: Shop) -> pd.DataFrame:
    """Return one row per entry, oldest first.

    Returns
    -------
    at (UTC), who, act (code), what, whom (of roles), data (fingerprint; empty where the entry has none)

    Raises
    ------
    NotAllowedError
        Whoever has opened the shop does not read its audit log.
    DamagedLedgerError
        The log, or the ledger, is not what was written.
    """
    directory = shop.directory_for(Right.READ_AUDIT)
    rows = [_row(one) for chain in (AuditLog, Ledger) for one in chain(directory).entries()]
    trail = pd.DataFrame(rows, columns=list(COLUMNS))
    trail["at"] = pd.to_datetime(trail["at"], utc=True)  # of a log without entries too
    return trail.sort_values("at", kind="stable", ignore_index=True)


def chosen(
    trail: pd.DataFrame,
    people: Collection[str] = (),
    acts: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> pd.DataFrame:
    """Return the rows of some people, kinds and days [inclusive]; all where nothing is named."""
    days = trail["at"].dt.date
    is_chosen = trail["who"].isin(list(people)) | (not people)
    is_chosen &= trail["act"].isin(list(acts)) | (not acts)
    is_chosen &= days.ge(since) if since else True
    is_chosen &= days.le(until) if until else True
    return trail[is_chosen].reset_index(drop=True)


def _row(entry: Entry) -> dict[str, object]:
    facts = entry.facts
    return {
        "at": pd.Timestamp(entry.at).tz_convert("UTC").tz_localize(None),
        "who": entry.who,
        "act": str(Act(entry.act)),
        "what": str(facts.get("what") or str(facts.get("book", ""))[:12]),
        "whom": str(facts.get("whom", "")),
        "data": str(facts.get("data", "")),
    }
