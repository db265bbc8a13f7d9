"""A study of segments as long work over a snapshot of a shop, and the tables that it leaves."""

from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from pathlib import Path

from analytics.jobs.shop_work import shop_work
from analytics.jobs.state import Progress
from analytics.runs.filled_customers import filled_customers
from analytics.segments.methods.contract import DEEP_METHODS, SegmentMethod
from analytics.segments.study.config import StudyConfig
from analytics.segments.study.customers import CustomerTables, customer_data
from analytics.segments.study.study import Study, study_segments
from data.privacy.digests import write_digests
from data.privacy.formats import Frame
from data.store import Shop

_KEY = ("customer_id",)
CUSTOMERS = Frame("customers.parquet", _KEY)
HABITS = Frame("customer_habits.parquet", _KEY)
CATEGORIES = Frame("customer_categories.parquet", _KEY)
EVENTS = Frame("customer_events.parquet", _KEY)
RESULTS = {field.name: Frame(f"segments_{field.name}.parquet") for field in fields(Study)}


def write_snapshot(shop: Shop, config: StudyConfig, directory: Path) -> None:
    """Write what a study reads; raises InputError where the shop has too little for what is asked."""
    tables = read_tables(shop, config)
    customer_data(CustomerTables(tables.customers, tables.habits, tables.categories), config)
    CUSTOMERS.write(directory, tables.customers)
    HABITS.write(directory, tables.habits)
    CATEGORIES.write(directory, tables.categories)
    if tables.events is not None:
        EVENTS.write(directory, tables.events)


def read_tables(shop: Shop, config: StudyConfig) -> CustomerTables:
    """Return what a study reads of a shop, in one state of it."""
    with shop.reading():
        customers = filled_customers(shop, (config.against,))
        habits, categories = shop.read("customer_habits"), shop.read("customer_categories")
        reads_events = bool(set(config.methods) & set(DEEP_METHODS))
        events = shop.read("customer_events") if reads_events else None
    return CustomerTables(customers, habits, categories, events)


def study(directory: Path, say: Callable[[StrEnum], None] | None = None) -> None:
    """Do the study that a directory asks for, and leave its tables there."""
    config = STUDY.asked(directory)
    progress = Progress(directory, config.stages, say)
    events = EVENTS.read(directory) if EVENTS.is_in(directory) else None
    tables = CustomerTables(
        CUSTOMERS.read(directory), HABITS.read(directory), CATEGORIES.read(directory), events
    )
    write_study(directory, study_segments(tables, config, progress.stage))
    write_digests(directory)


def write_study(directory: Path, found: Study) -> None:
    """Write the tables of a study."""
    for name, frame in RESULTS.items():
        frame.write(directory, getattr(found, name))


def read_study(directory: Path) -> Study:
    """Return the tables of a finished study; raises DamagedRunError where one cannot be read."""
    return Study(**{name: frame.read(directory) for name, frame in RESULTS.items()})


STUDY = shop_work(
    "segments", study, StudyConfig(methods=tuple(SegmentMethod)).stages, StudyConfig, write_snapshot
)
