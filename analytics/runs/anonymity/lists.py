"""The lists of a shop's customers that leave the product, each beside what its files say of the customers."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from analytics.jobs.state import JobState
from analytics.runs.anonymity.codes import TOLD, PeopleList
from analytics.runs.anonymity.files_of_people import known_beside, typed
from analytics.runs.artifacts import CUSTOMERS
from analytics.runs.process import list_runs
from analytics.runs.scoring.score import SCHEMA
from analytics.segments.choice import SegmentChoice, assign_segments
from data.privacy.anonymity.codes import Role
from data.privacy.anonymity.export import guessed_roles
from data.schema import InputError
from data.store import Shop

ID, SEGMENT = "customer_id", "segment"


def people_of(shop: Shop, which: PeopleList) -> pd.DataFrame:
    """Return a list of customers, with what the mart `customers` knows of them; whoever refuses is in none.

    Raises
    ------
    InputError
        The shop has no such list yet.
    """
    customers = shop.read("customers")  # refusers are hidden there, so that no list has them
    own = LISTS[which](shop, customers)
    return known_beside(own, customers).merge(own, on=ID, how="inner", validate="1:1").apply(typed)


def roles_of(table: pd.DataFrame, which: PeopleList) -> dict[str, Role]:
    """Return the role of each column unless another is chosen.

    Quasi-identifiers are what the customers file says, else the first order and the number of orders;
    sensitive is what `TOLD` says of the list.
    """
    return guessed_roles(table, TOLD[which], OF_LISTS[which])


def segmented(shop: Shop, customers: pd.DataFrame) -> pd.DataFrame:
    """Return customers with the segment that the shop has chosen."""
    choice = SegmentChoice(**shop.setting("segments", {"kind": "rfm"}))
    bought = customers[customers["n_orders"] > 0]
    segments = assign_segments(bought, choice)[[ID, SEGMENT]]
    return customers[[ID]].merge(segments, on=ID, how="left", validate="1:1")


def valued(shop: Shop, customers: pd.DataFrame) -> pd.DataFrame:
    """Return customers with their segments, value to come and chance to come back."""
    from analytics.runs.customer_value.kept import read_value
    from analytics.runs.customer_value.work import CUSTOMER_VALUE
    from analytics.segments.lifetime.value import YEAR_DAYS

    newest = CUSTOMER_VALUE.newest(Path(shop.directory))
    if newest is None:
        raise InputError("the value of customers is not worked out yet", "Open Lifetime value first")
    return read_value(newest, YEAR_DAYS).customers[[ID, *OF_LISTS[PeopleList.VALUE]]]


def trained_on(shop: Shop, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the customers of the newest training that ended well, as its customers.parquet has them."""
    home = Path(shop.directory)
    for run in list_runs(home):
        if run.state is JobState.DONE:
            return CUSTOMERS.read(home / "runs" / run.job_id)
    raise InputError("the price response is not trained yet", "Train it on Price response first")


def recommended(shop: Shop, customers: pd.DataFrame) -> pd.DataFrame:
    """Return what is recommended first to each customer, by the method in use."""
    from analytics.recommend.files import LISTS as FILE
    from analytics.recommend.files import RECORD
    from analytics.recommend.work import RECOMMEND

    newest = RECOMMEND.newest(Path(shop.directory))
    if newest is None:
        raise InputError("nothing is recommended yet", "Open Recommendations first")
    lists = FILE.read(newest)
    first: pd.DataFrame = lists[(lists["method"] == RECORD.read(newest)["default"]) & (lists["place"] == 1)]
    return first[[ID, *OF_LISTS[PeopleList.RECOMMENDATIONS]]]


LISTS: Mapping[PeopleList, Callable[[Shop, pd.DataFrame], pd.DataFrame]] = {
    PeopleList.CUSTOMERS: segmented,
    PeopleList.VALUE: valued,
    PeopleList.RUN: trained_on,
    PeopleList.RECOMMENDATIONS: recommended,
}
OF_LISTS: Mapping[PeopleList, tuple[str, ...]] = {  # columns of the list itself: nobody outside knows them
    PeopleList.CUSTOMERS: (SEGMENT,),
    PeopleList.VALUE: (
        *("segment", "value_segment", "expected_value", "expected_purchases", "alive_chance"),
        *("value_per_purchase", "contribution", "margin_share"),
    ),
    PeopleList.RUN: (SEGMENT, "recency_days", "n_orders", "monetary", "cluster", "persona"),
    PeopleList.RECOMMENDATIONS: ("product_id", "chance", "is_new", "is_in_stock"),
    PeopleList.FILE: tuple(name for name in SCHEMA.names if name != ID),  # scores, as `price` writes them
}
