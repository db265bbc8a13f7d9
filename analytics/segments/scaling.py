"""Figures of customers on one scale, so that no unit of measurement decides who is alike."""

import numpy as np
import pandas as pd

from analytics.arrays import Doubles
from analytics.segments.features import LOGARITHMIC
from data.schema import NotEnoughDataError

_CONSTANT = 1e-9  # a spread below tells nobody apart
_FARTHEST = 4.0  # standard deviations: one strange customer would else be a cluster of its own


class FeatureScaler:
    """Logarithms of what is skewed, standardized; each group of figures weighs the same.

    Missing values become the mean. Columns that are constant are left out. A group of many columns (shares of
    a dozen categories) would outvote one of few, so each group's columns are divided by the root of their
    number.

    Attributes
    ----------
    columns_ : of the figures that tell customers apart, as (group, name)
    mean_, spread_ : (n_columns,) of the logarithms, or of the values
    weight_ : (n_columns,) what standardized values are multiplied by
    """

    def fit(self, features: pd.DataFrame) -> "FeatureScaler":
        """Learn means and spreads from `customer_features`; raises NotEnoughDataError where all are alike."""
        values = _logarithms(features)
        mean, spread = np.nanmean(values, axis=0), np.nanstd(values, axis=0)
        varies = spread > _CONSTANT * np.maximum(np.abs(mean), 1.0)
        if not varies.any():
            raise NotEnoughDataError(
                "The customers are all alike in these figures", "Choose other figures, or add orders"
            )
        self.columns_ = features.columns[varies]
        self.mean_, self.spread_ = mean[varies], spread[varies]
        groups = pd.Series(self.columns_.get_level_values(0))
        self.weight_ = 1 / np.sqrt(groups.map(groups.value_counts()).to_numpy(np.float64))
        return self

    def transform(self, features: pd.DataFrame) -> Doubles:
        """Return the figures on one scale, (n_customers, n_columns)."""
        standard = (_logarithms(features[self.columns_]) - self.mean_) / self.spread_
        known = np.clip(np.where(np.isnan(standard), 0.0, standard), -_FARTHEST, _FARTHEST)
        return np.asarray(known * self.weight_, dtype=np.float64)

    def fit_transform(self, features: pd.DataFrame) -> Doubles:
        """Learn from the figures and return them on one scale."""
        return self.fit(features).transform(features)


def _logarithms(features: pd.DataFrame) -> Doubles:
    """Return the values, skewed ones as logarithms; money lost to returns counts as none."""
    values = features.to_numpy(dtype=np.float64)
    is_skewed = np.isin(features.columns.get_level_values(1), LOGARITHMIC)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(is_skewed, np.log1p(np.maximum(values, 0.0)), values))
