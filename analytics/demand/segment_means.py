"""What is usual among the visits of a segment."""

import numpy as np

from analytics.arrays import Floats, Ints


def usual_of(values: Floats, segment: Ints, weight: Floats) -> Floats:
    """Return each row's segment's weighted mean of values, (n_rows, k)."""
    n = int(segment.max(initial=-1)) + 1
    total = np.zeros((n, values.shape[1]))
    np.add.at(total, segment, values * weight[:, None])
    mean = total / np.maximum(np.bincount(segment, weight, n), 1e-12)[:, None]
    return np.asarray(mean[segment], np.float32)
