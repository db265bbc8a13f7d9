"""Long work over a snapshot of a shop: started, followed, cancelled, and what the newest of it found."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Generic, TypeVar

from analytics.jobs import process as jobs
from analytics.jobs.kinds import JobKind, register
from analytics.jobs.state import ACTIVE, JobState, JobStatus
from analytics.jobs.typed_json import from_plain
from data.engine.directories import passing_directory
from data.engine.room import needing_room
from data.privacy.artifacts import reading
from data.privacy.audit.note import note
from data.privacy.formats import Document
from data.privacy.ledger.codes import Act
from data.privacy.roles.rights import Right
from data.store import Scope, Shop

Config = TypeVar("Config")
FOLDER = "models"  # of the shop's directory; a folder of each kind, in it one of each job
FACTS = Document("snapshot.json", {"fingerprint": str})
ASKED = Document("config.json")


@dataclass(frozen=True)
class ShopWork(Generic[Config]):
    """A kind of long work that reads a shop's marts once and leaves tables beside the shop.

    Parameters
    ----------
    kind : of the job; its entry does the work of a directory and ends with `write_digests`
    config : frozen dataclass of what is asked
    snapshot : writes what the work reads of the shop into its directory; raises InputError where the shop has
        too little
    keeps_all : whether every job that ended well stays, not the newest alone
    """

    kind: JobKind
    config: type[Config]
    snapshot: Callable[[Shop, Config, Path], None]
    keeps_all: bool = False

    def start(self, shop: Shop, config: Config) -> str:
        """Start the work on the shop as it is now and return the job's id; of earlier jobs what counts stays.

        Where it is at work already, nothing is started, and the id is that job's.

        Raises
        ------
        InputError
            The shop has too little for it, or the disk is full.
        """
        shop.require(Right.TRAIN)
        if at_work := self.active(shop.directory):
            return at_work.job_id
        self._tidy(shop.directory)
        directory = self._place(shop.directory) / jobs.new_job_id()
        directory.mkdir(parents=True)
        try:
            self.write_snapshot(shop, config, directory)
        except BaseException:
            shutil.rmtree(directory, ignore_errors=True)
            raise
        jobs.launch(self.kind, directory)
        note(shop, Act.TRAINED, self.kind.name)
        return directory.name

    @contextmanager
    def directory(self, shop: Shop, is_kept: bool) -> Iterator[Path]:
        """Give a directory for work in this process; the shop keeps it once the block has ended well.

        Parameters
        ----------
        is_kept : whether the shop keeps it; it passes with the block else
        """
        if not is_kept:
            with passing_directory() as directory:
                yield directory
            return
        directory = self._place(shop.directory) / jobs.new_job_id()
        note(shop, Act.TRAINED, self.kind.name)
        with needing_room(shop.directory, "train"), jobs.in_this_process(directory):
            yield directory

    def write_snapshot(self, shop: Shop, config: Config, directory: Path) -> None:
        """Write what the work reads, of one state of the shop, and last what it is asked to do."""
        with needing_room(shop.directory, "train"), shop.reading():
            self.snapshot(shop, config, directory)
            FACTS.write(directory, {"fingerprint": shop.fingerprint, "scope": asdict(shop.scope)})
        ASKED.write(directory, asdict(config))  # type: ignore[call-overload]  # mypy cannot bind to dataclasses

    def asked(self, directory: Path) -> Config:
        """Return what a directory asks for; raises DamagedRunError where that cannot be read."""
        return asked_of(self.config, directory)

    def jobs(self, shop_directory: Path) -> list[JobStatus]:
        """Return the jobs of a shop, newest first; damaged ones are among them."""
        return jobs.list_jobs(self.kind, self._place(shop_directory), ASKED.name)

    def active(self, shop_directory: Path) -> JobStatus | None:
        """Return the job at work now, if any."""
        return next((job for job in self.jobs(shop_directory) if job.state in ACTIVE), None)

    def newest(self, shop_directory: Path) -> Path | None:
        """Return the directory of the newest job that ended well, if any."""
        done = (job for job in self.jobs(shop_directory) if job.state is JobState.DONE)
        return next((self._place(shop_directory) / job.job_id for job in done), None)

    def cancel(self, shop_directory: Path, job_id: str) -> None:
        """Stop a job; what an earlier one found stays."""
        jobs.cancel(self._place(shop_directory) / job_id)

    def _place(self, shop_directory: Path) -> Path:
        return shop_directory / FOLDER / self.kind.name

    def _tidy(self, shop_directory: Path) -> None:
        """Remove what ended, but the newest that ended well, or all that did."""
        newest = self.newest(shop_directory)
        for job in self.jobs(shop_directory):
            directory = self._place(shop_directory) / job.job_id
            is_kept = self.keeps_all and job.state is JobState.DONE
            if job.state not in ACTIVE and directory != newest and not is_kept:
                jobs.delete(directory)


def shop_work(
    name: str,
    do: Callable[..., None],
    stages: Mapping[Any, float],
    config: type[Config],
    snapshot: Callable[[Shop, Config, Path], None],
    *,
    keeps_all: bool = False,
) -> ShopWork[Config]:
    """Return a kind of long work, registered by the module that it is of.

    Parameters
    ----------
    name : no other kind has it
    do : a function of that module that does the work of a directory
    stages : code → share of the work, adding up to 1
    """
    entry, check = f"{do.__module__}:{do.__name__}", partial(asked_of, config)
    kind = register(JobKind(name, do.__module__, entry, stages, check))
    return ShopWork(kind, config, snapshot, keeps_all)


def asked_of(config: type[Config], directory: Path) -> Config:
    """Return what a directory asks for; raises DamagedRunError where that cannot be read."""
    with reading(directory, ASKED.name):
        return from_plain(config, ASKED.read(directory))


def home_of(directory: Path) -> Path | None:
    """Return the directory of the shop that keeps a job's directory; None where it passes."""
    return directory.parents[2] if directory.parents[1].name == FOLDER else None


def scope_of(directory: Path) -> Scope:
    """Return the part of the shop that a job read; all of it where it is from before there were parts."""
    with reading(directory, FACTS.name):
        return from_plain(Scope, FACTS.read(directory).get("scope", {}))


def is_older(directory: Path, shop: Shop) -> bool:
    """Say whether the shop, or the part of it that is looked at, is another one than a job read."""
    return bool(FACTS.read(directory)["fingerprint"] != shop.fingerprint)
