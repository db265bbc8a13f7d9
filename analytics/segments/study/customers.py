"""The customers of a study: marts in, what methods find segments in out."""

from dataclasses import dataclass

import pandas as pd

from analytics.segments.embedding.features import event_sequences
from analytics.segments.features import USUAL_GROUPS, customer_features, of_groups, present_groups
from analytics.segments.methods.contract import DEEP_METHODS, CustomerData
from analytics.segments.scaling import FeatureScaler
from analytics.segments.study.config import StudyConfig
from data.schema import NotEnoughDataError

FEWEST_CUSTOMERS = 20


@dataclass(frozen=True)
class CustomerTables:
    """The marts that a study reads; events only where a method reads sequences."""

    customers: pd.DataFrame
    habits: pd.DataFrame
    categories: pd.DataFrame
    events: pd.DataFrame | None = None


def customer_data(tables: CustomerTables, config: StudyConfig) -> tuple[CustomerData, pd.DataFrame]:
    """Return what segments are found in, and the figures before they are put on one scale."""
    customers = tables.customers[tables.customers["n_orders"] > 0].reset_index(drop=True)
    if len(customers) < FEWEST_CUSTOMERS:
        raise NotEnoughDataError(
            f"Only {len(customers)} known customers have bought, too few to tell segments",
            f"Upload orders of at least {FEWEST_CUSTOMERS} customers",
        )
    left_out = [config.against] if config.against else []
    features = customer_features(customers, tables.habits, tables.categories, left_out)
    usual = [group for group in present_groups(features) if group in USUAL_GROUPS]
    features = of_groups(features, config.groups or usual)
    scaler = FeatureScaler().fit(features)
    sequences = None
    if tables.events is not None and set(config.methods) & set(DEEP_METHODS):
        sequences = event_sequences(tables.events, customers["customer_id"])
    return CustomerData(customers, scaler.transform(features), sequences), features[scaler.columns_]
