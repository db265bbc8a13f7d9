"""An anonymous export as long work: the way to tell a list is looked for, then attacked, then written."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.jobs.kinds import WorkStage
from analytics.jobs.shop_work import shop_work
from analytics.jobs.state import Progress
from analytics.pricing.ranges import check_ranges
from analytics.runs.anonymity.codes import PeopleList
from analytics.runs.anonymity.files import ANONYMOUS, PEOPLE, REPORT
from analytics.runs.anonymity.files_of_people import ID, naming_columns
from analytics.runs.anonymity.lists import people_of
from data.privacy.anonymity.export import AnonymousTable, check_columns, released
from data.privacy.anonymity.search import anonymized, check_possible
from data.privacy.anonymity.tries import Asked
from data.privacy.digests import write_digests
from data.schema import InputError
from data.store import Shop

LARGEST_K, MOST_LEFT_OUT = 10_000, 0.9
USUAL = Asked()


class AnonymityStage(WorkStage):
    """What the work does, in order, and the share of its time."""

    SEARCHING = "telling_coarser", 0.8
    ATTACKING = "attacking_tables", 0.2


@dataclass(frozen=True)
class AnonymityConfig:
    """What leaves, and how anonymous it has to be.

    Parameters
    ----------
    people : the list
    quasi, sensitive : columns that others know of a person, and that they would learn
    k, l, t, most_left_out : as `Asked` has them
    """

    people: PeopleList
    quasi: tuple[str, ...]
    sensitive: tuple[str, ...] = ()
    k: int = USUAL.k
    l: int = USUAL.l  # noqa: E741  the field's name
    t: float = USUAL.t
    most_left_out: float = USUAL.most_left_out

    def __post_init__(self) -> None:
        check_ranges(
            self, k=(2, LARGEST_K), l=(1, LARGEST_K), t=(0.0, 1.0), most_left_out=(0.0, MOST_LEFT_OUT)
        )

    @property
    def asked(self) -> Asked:
        """What the table has to be."""
        return Asked(self.k, self.l, self.t, self.most_left_out)


def write_snapshot(shop: Shop, config: AnonymityConfig, directory: Path) -> None:
    """Write the list's people; raises InputError where there is no such list, or columns cannot be so."""
    write_people(directory, people_of(shop, config.people), config)


def write_people(directory: Path, table: pd.DataFrame, config: AnonymityConfig) -> None:
    """Write whom an export is made of: the columns that leave, and who they are, so that erasure finds them.

    Raises
    ------
    InputError
        A column is missing, or names people; or what is asked cannot be reached at all.
    """
    check_columns(table, config.quasi, config.sensitive)
    for column, kind in naming_columns(table, config.sensitive).items():
        raise InputError(f"it names people ({kind.value.replace('_', ' ')})", "Leave it out", column=column)
    check_possible(table, config.sensitive, config.asked)
    who = [ID] if ID in table else []
    PEOPLE.write(directory, table[[*who, *config.quasi, *config.sensitive]].reset_index(drop=True))


def make_anonymous(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Make the people of a directory anonymous; whom it was made of goes, however it ends."""
    config, progress = ANONYMITY.asked(directory), Progress(directory, ANONYMITY.kind.stages, say)
    table, quasi, sensitive = PEOPLE.read(directory), list(config.quasi), list(config.sensitive)
    try:
        with progress.stage(AnonymityStage.SEARCHING) as report:
            found = anonymized(table, quasi, sensitive, config.asked, report)
        with progress.stage(AnonymityStage.ATTACKING) as report:
            made = released(table, quasi, sensitive, config.asked, found, report)
    finally:
        (directory / PEOPLE.name).unlink()
    ANONYMOUS.write(directory, made.rows)
    REPORT.write(directory, told_of(made, config.people), indent=2)
    write_digests(directory)


def told_of(made: AnonymousTable, people: PeopleList) -> dict[str, Any]:
    """Return what was asked, what a table was worth before and after, and what was lost, as JSON holds it."""
    found = made.found
    columns = {
        name: {"step": str(level.step), "detail": level.detail, "loss": float(level.loss.mean())}
        for name, level in found.levels.items()
    }
    before, after = (
        asdict(measures) | {"attack": _told_of_attack(attack.unique_share, attack.singled_out)}
        for measures, attack in ((made.before, made.attack_before), (made.after, made.attack_after))
    )
    return {
        "people": str(people),
        "asked": asdict(made.asked),
        "columns": columns,
        "before": before,
        "after": after,
        "loss": found.loss,
        "is_best": found.is_best,
        "left_out_share": 1 - made.after.n_rows / made.before.n_rows,
    }


def _told_of_attack(unique_share: float, singled_out: dict[int, float]) -> dict[str, Any]:
    return {"unique_share": unique_share, "singled_out": {str(n): share for n, share in singled_out.items()}}


ANONYMITY = shop_work("anonymity", make_anonymous, AnonymityStage.shares(), AnonymityConfig, write_snapshot)
