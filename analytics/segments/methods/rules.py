"""Segments by rule: the RFM names, as pricing uses them."""

import numpy as np

from analytics.arrays import Ints
from analytics.segments.methods.contract import CustomerData
from analytics.segments.rfm import SEGMENT_NAMES, assign_rfm, merge_small_segments


class RfmSegments:
    """RFM segments, small ones merged; nothing is learned, yet scores are ranks among these customers.

    Attributes
    ----------
    names_ : of the labels, best first
    """

    def fit_predict(self, data: CustomerData) -> Ints:
        """Return the position of each customer's segment among `names_`."""
        names = merge_small_segments(assign_rfm(data.customers)["segment"])
        found = set(names)
        self.names_ = [name for name in (*SEGMENT_NAMES, "All customers") if name in found]
        return np.asarray(names.map({name: place for place, name in enumerate(self.names_)}), dtype=np.int64)
