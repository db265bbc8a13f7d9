"""Who the customers are: RFM segments by rule, clusters by learning, personas in words.

`assign_segments` is the one door that pricing uses: an analyst's choice becomes one segment per customer.
"""

from analytics.segments.choice import FIGURES, SegmentChoice, assign_segments

__all__ = ["FIGURES", "SegmentChoice", "assign_segments"]
