"""The arrays that analytics compute with, by what their cells are."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]  # money, shares, and whatever is added up
Floats = NDArray[np.float32]  # utilities of many visits
Numbers = NDArray[np.floating[Any]]  # either of them
Ints = NDArray[np.integer[Any]]  # positions and codes
Bools = NDArray[np.bool_]
Sparse: TypeAlias = Any  # a matrix of SciPy, which has no stubs
