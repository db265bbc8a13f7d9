"""The record of what a shop's private figures have cost: it only grows, and what is spent stays spent."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.engine.directories import held_directory, sync
from data.engine.room import needing_room
from data.privacy.budget.amounts import Cost, Limit, Spent, added, left
from data.privacy.budget.lines import Act, Figures, Spending, limit_of, named, spendings_of
from data.privacy.encrypted_files import is_encrypted, read_bytes, write_bytes
from data.privacy.ledger.canonical import canonical
from data.schema import InputError

FOLDER, FILE = "privacy_budget", "record.jsonl"


class Budget:
    """The privacy budget of a shop.

    Parameters
    ----------
    shop_directory : of the shop
    """

    def __init__(self, shop_directory: Path) -> None:
        self.directory = shop_directory / FOLDER

    def limit(self) -> Limit:
        """Return what may be spent in all; raises InputError where the record is damaged."""
        return limit_of(self._lines())

    def history(self) -> list[Spending]:
        """Return everything that was asked, in order; raises InputError where the record is damaged."""
        return list(spendings_of(self._lines()).values())

    def spent(self) -> Spent:
        """Return what was spent in all."""
        return added((one.cost for one in self.history()), self.limit())

    def left(self) -> Spent:
        """Return what may still be spent."""
        return left((one.cost for one in self.history()), self.limit())

    def kept(self, question: Mapping[str, Any], data: str) -> Figures | None:
        """Return the figures that were answered to the same question of the same data, None without."""
        one = spendings_of(self._lines()).get(named(question, data))
        return None if one is None else one.figures

    def save_limit(self, limit: Limit) -> None:
        """Note what may be spent in all.

        Raises
        ------
        InputError
            More is spent already, or costs would add up in another way once there are some.
        """
        with self._held():
            lines = self._lines()
            costs = [one.cost for one in spendings_of(lines).values()]
            if costs and limit.composition is not limit_of(lines).composition:
                raise InputError(
                    "something is spent already, so costs go on adding up as before",
                    f"Keep the composition {limit_of(lines).composition}",
                )
            if not (spent := added(costs, limit)).fits(limit):
                raise InputError(
                    f"epsilon {spent.epsilon:g} and delta {spent.delta:g} are spent already",
                    "Give no less than that",
                )
            said = {"epsilon": limit.epsilon, "delta": limit.delta, "composition": str(limit.composition)}
            self._add(lines, {"act": Act.LIMIT, "at": _now(), **said})

    def answer(
        self, question: Mapping[str, Any], data: str, cost: Cost, draw: Callable[[], Figures]
    ) -> Figures:
        """Return the kept figures, else pay, draw and keep them; one process at a time.

        What it costs is on the disk before the noise is drawn, and the figures before anybody sees them: a
        process that is killed between the two has shown nothing, and who asks again gets figures for that.

        Raises
        ------
        InputError
            It would cost more than is left: nothing is drawn then.
        """
        with self._held():
            lines = self._lines()
            name = named(question, data)
            known = spendings_of(lines)
            if name in known and (figures := known[name].figures) is not None:
                return figures
            if name not in known:
                _check_affordable([one.cost for one in known.values()], cost, limit_of(lines))
                said = {"mechanism": str(cost.mechanism), "epsilon": cost.epsilon, "delta": cost.delta}
                asked = {"name": name, "question": dict(question), "data": data, "cost": said}
                lines = self._add(lines, {"act": Act.SPENT, "at": _now(), **asked})
            figures = draw()
            self._add(lines, {"act": Act.ANSWERED, "at": _now(), "name": name, "figures": figures})
            return figures

    def encrypt(self) -> None:
        """Write what was kept without BUNDLEWISE_KEY anew, encrypted with it."""
        file = self.directory / FILE
        if file.exists() and not is_encrypted(file):
            write_bytes(file, file.read_bytes())

    def _held(self) -> Any:
        with needing_room(self.directory.parent, "note what is spent"):
            self.directory.mkdir(parents=True, exist_ok=True)
        return held_directory(self.directory)

    def _lines(self) -> list[dict[str, Any]]:
        content = b""
        with suppress(FileNotFoundError):
            content = read_bytes(self.directory / FILE)
        try:
            lines = [json.loads(line) for line in content.splitlines()]
            limit_of(lines), spendings_of(lines)
        except (ValueError, KeyError, TypeError):
            raise InputError(
                "the record of the privacy budget is damaged",
                f"Bring the shop's folder {FOLDER} back from a backup",
            ) from None
        return lines

    def _add(self, lines: list[dict[str, Any]], line: dict[str, Any]) -> list[dict[str, Any]]:
        """Write the record with one more line, whole, also after a loss of power."""
        lines = [*lines, line]
        file = self.directory / FILE
        draft = file.with_name(f".{FILE}-next")
        with needing_room(self.directory.parent, "note what is spent"):
            write_bytes(draft, b"".join(canonical(one) + b"\n" for one in lines))
            sync(draft)
            draft.replace(file)
            sync(self.directory)
        return lines


def _check_affordable(costs: list[Cost], cost: Cost, limit: Limit) -> None:
    if not added([*costs, cost], limit).fits(limit):
        rest = left(costs, limit)
        raise InputError(
            f"it costs epsilon {cost.epsilon:g} and delta {cost.delta:g}, and of the privacy budget only "
            f"epsilon {rest.epsilon:.4g} and delta {rest.delta:.4g} are left",
            "Ask at a smaller epsilon, or use the figures that are kept",
        )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
