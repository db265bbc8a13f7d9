"""Sparse rows scaled, and the closed form of EASE from a Gram matrix, in the memory of one matrix."""

import numpy as np

from analytics.arrays import Floats, Numbers, Sparse
from analytics.threads import one_core

_ROWS = 1_000  # of a Gram matrix that are dense at a time besides the whole


def ones(matrix: Sparse) -> Sparse:
    """Return a sparse matrix in rows, whose entries other than zero are one."""
    from scipy import sparse

    rows = sparse.csr_matrix(matrix, dtype=np.float32, copy=True)
    rows.sum_duplicates()
    rows.eliminate_zeros()
    rows.data[:] = 1
    return rows


def scaled_rows(matrix: Sparse, factors: Numbers) -> Sparse:
    """Return a sparse matrix in rows, each row times its factor."""
    from scipy import sparse

    return sparse.csr_matrix(sparse.diags(factors.astype(np.float32)) @ matrix)


def unit_rows(matrix: Sparse) -> Sparse:
    """Return a sparse matrix in rows of length one; empty rows stay empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    return scaled_rows(matrix, 1 / np.maximum(length, 1e-12))


def add_gram(total: Floats, rows: Sparse, factor: float = 1.0) -> None:
    """Add factor × RᵀR to a dense matrix, a few of its rows at a time.

    Parameters
    ----------
    total : (n, n) changed in place
    rows : (n_rows, n) sparse
    """
    columns = rows.T.tocsr()
    for start in range(0, len(total), _ROWS):
        total[start : start + _ROWS] += np.float32(factor) * (columns[start : start + _ROWS] @ rows).toarray()


def factored(gram: Floats, ridge: Numbers | float) -> Floats:
    """Return the lower Cholesky factor of G + diag(ridge), in the Gram matrix's memory, on one core.

    Parameters
    ----------
    gram : (n, n) symmetric, positive semidefinite; overwritten
    ridge : (n,) or one for all, > 0

    Raises
    ------
    ValueError
        Where a ridge is too small to invert the matrix.
    """
    from scipy.linalg.lapack import spotrf

    gram[np.diag_indices_from(gram)] += ridge
    with one_core():
        factor, failed = spotrf(gram.T, lower=1, overwrite_a=1)
    if failed:
        raise ValueError("The ridge is too small: the matrix has no inverse")
    return np.asarray(factor)


def ridge_weights(factor: Floats, crossed: Floats) -> Floats:
    """Return what each column tells of others, (n, n_others), by ridge regression.

    Parameters
    ----------
    factor : of `factored`
    crossed : (n, n_others) products of the columns with the others
    """
    from scipy.linalg import cho_solve

    with one_core():
        return np.asarray(cho_solve((factor, True), crossed, check_finite=False))


def ease_weights(gram: Floats, ridge: Numbers) -> Floats:
    """Return what each column tells of every other, none of itself; the Gram matrix's memory is reused.

    With P = (G + diag(ridge))⁻¹ the weight of j on i is −P[i, j] / P[j, j].

    Parameters
    ----------
    gram : (n, n) symmetric, positive semidefinite; overwritten
    ridge : (n,) > 0

    Returns
    -------
    (n, n)
        Scores are rows @ weights. On one core, so that they never differ.

    Raises
    ------
    ValueError
        Where a ridge is too small to invert the matrix.

    References
    ----------
    Steck (2019), Embarrassingly shallow autoencoders for sparse data.
    """
    return weights_of(factored(gram, ridge))


def weights_of(factor: Floats) -> Floats:
    """Return the weights of `ease_weights` from the factor, whose memory is reused."""
    from scipy.linalg.lapack import spotri

    with one_core():
        inverse, failed = spotri(factor, lower=1, overwrite_c=1)
    if failed:
        raise ValueError("The ridge is too small: the matrix has no inverse")
    _mirror(inverse)
    weights: Floats = inverse
    weights /= -np.diag(weights).copy()
    np.fill_diagonal(weights, 0)
    return weights


def _mirror(lower: Floats) -> None:
    """Copy the lower triangle into the upper, piece by piece."""
    for start in range(0, len(lower), _ROWS):
        stop = min(start + _ROWS, len(lower))
        lower[start:stop, stop:] = lower[stop:, start:stop].T
        corner = lower[start:stop, start:stop]
        corner[:] = np.tril(corner) + np.tril(corner, -1).T
