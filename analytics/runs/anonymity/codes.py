"""Which lists of people leave the product, by codes, and what others would learn from each."""

from collections.abc import Mapping
from enum import StrEnum


class PeopleList(StrEnum):
    """A list with one row per person."""

    CUSTOMERS = "customers"  # the shop's, with the segment that is chosen
    VALUE = "value"  # segment, value to come, chance to come back
    RUN = "run"  # customers.parquet of the newest training: segment and behavior
    RECOMMENDATIONS = "recommendations"  # what is recommended first to each
    FILE = "file"  # of the analyst's own


OF_SHOP = tuple(which for which in PeopleList if which is not PeopleList.FILE)
TOLD: Mapping[PeopleList, tuple[str, ...]] = {  # the first that is there is sensitive unless others are named
    PeopleList.CUSTOMERS: ("segment",),
    PeopleList.VALUE: ("value_segment",),
    PeopleList.RUN: ("segment",),
    PeopleList.RECOMMENDATIONS: ("product_id",),
    PeopleList.FILE: ("bundle_price", "segment", "monetary"),
}
