"""The pseudonyms of one import: its key, and whom it found behind them."""

from dataclasses import dataclass, field

import pandas as pd

from data.privacy.pseudonyms.choice import has_pseudonyms, key_of, note_key, replaces_ids
from data.schema import Mapping, Replacement
from data.store.shop import Shop


@dataclass(frozen=True)
class Naming:
    """How an import makes pseudonyms.

    Parameters
    ----------
    key : 32 bytes
    replaces_ids : whether customers get pseudonyms, beside columns that a mapping marks
    found : pseudonym, column, value of each file so far
    """

    key: bytes = field(repr=False)
    replaces_ids: bool
    found: list[pd.DataFrame] = field(default_factory=list, repr=False)

    def note(self, identities: pd.DataFrame) -> pd.DataFrame:
        """Remember whom a file has; return it."""
        self.found.append(identities)
        return identities


def naming_of(shop: Shop, has_values: bool) -> Naming | None:
    """Return how a shop's next import makes pseudonyms; None where it makes none.

    Parameters
    ----------
    has_values : whether a file has columns that are replaced by pseudonyms

    Raises
    ------
    InputError
        The key is lost or another one than before.
    """
    replaces = replaces_ids(shop)
    if not (replaces or has_values):
        return None
    key = key_of(shop)
    if not has_pseudonyms(shop):
        note_key(shop, key, ids=False)
    return Naming(key, replaces)


def replaces_values(mapping: Mapping) -> bool:
    """Say whether a mapping replaces columns by pseudonyms."""
    return Replacement.PSEUDONYM in mapping.personal.values()
