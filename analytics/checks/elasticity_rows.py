"""Elasticities as rows of a table: for a run's files, and beside what is true."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analytics.demand.elasticity import Elasticities


def elasticities_frame(
    segments: Sequence[str], product_ids: Sequence[str], found: Elasticities
) -> pd.DataFrame:
    """Return one row per product × segment: product_id, segment, elasticity with its band."""
    return pd.DataFrame(
        {
            "product_id": np.tile(product_ids, len(segments)),
            "segment": np.repeat(segments, len(product_ids)),
            "elasticity": found.point.ravel(),
            "elasticity_low": found.low.ravel(),
            "elasticity_high": found.high.ravel(),
        }
    )
