"""Pasts varied while a network learns, so that it relies on no single purchase; nothing else is varied."""

from collections.abc import Callable, Sequence

import numpy as np

from analytics.arrays import Ints
from analytics.lab.config import Augmentation

_CUT_SHARE = 0.3  # of a past, the oldest, that a crop leaves out at most
_MASKED_SHARE = 0.15  # of tokens, as in BERT
_WINDOW = 4  # tokens in a row that change places


def augmented(
    past: Ints, augmentations: Sequence[Augmentation], rng: np.random.Generator, mask_token: int = 0
) -> Ints:
    """Return pasts as an epoch sees them; the arrays given stay as they are.

    Parameters
    ----------
    past : (n_pasts, length) tokens from 1 on, the latest last, 0 before the first
    mask_token : stands for a token that is hidden; 0, as if nothing had been, where a network knows no other

    Returns
    -------
    (n_pasts, length) of the same type; no row holds a token that is not its own, but the mask

    References
    ----------
    Xie et al. (2022), Contrastive learning for sequential recommendation, ICDE: crop, mask, reorder.
    """
    for augmentation in Augmentation:  # in one order, however they were asked for
        if augmentation in augmentations and past.size:
            past = _VARIED[augmentation](past, rng, mask_token)
    return past


def cropped(past: Ints, rng: np.random.Generator, mask_token: int = 0) -> Ints:
    """Return pasts without some of their oldest tokens; the latest always stays."""
    length = past.shape[1]
    n_known = length - _first(past)
    n_cut = np.floor(rng.random(len(past)) * _CUT_SHARE * n_known).astype(int)
    is_cut = np.arange(length) < (length - n_known + n_cut)[:, None]
    return np.where(is_cut, 0, past).astype(past.dtype)


def masked(past: Ints, rng: np.random.Generator, mask_token: int = 0) -> Ints:
    """Return pasts with some tokens hidden."""
    is_hidden = (rng.random(past.shape) < _MASKED_SHARE) & (past > 0)
    return np.where(is_hidden, mask_token, past).astype(past.dtype)


def reordered(past: Ints, rng: np.random.Generator, mask_token: int = 0) -> Ints:
    """Return pasts in which a short window of tokens has changed places."""
    length = past.shape[1]
    first = _first(past)
    width = np.minimum(_WINDOW, length - first)
    begin = first + np.floor(rng.random(len(past)) * (length - first - width + 1)).astype(int)
    place = np.arange(length)
    is_inside = (place >= begin[:, None]) & (place < (begin + width)[:, None])
    key = np.where(is_inside, begin[:, None] + rng.random(past.shape) * width[:, None], place + 0.0)
    key = np.where(is_inside, np.minimum(key, (begin + width)[:, None] - 1e-6), key)
    order = np.argsort(key, axis=1, kind="stable")
    return np.take_along_axis(past, order, axis=1)


def _first(past: Ints) -> Ints:
    """Return where each past begins, (n_pasts,); its length where nothing is known."""
    return np.asarray(np.where((past > 0).any(axis=1), (past > 0).argmax(axis=1), past.shape[1]))


_VARIED: dict[Augmentation, Callable[[Ints, np.random.Generator, int], Ints]] = {
    Augmentation.CROP: cropped,
    Augmentation.MASK: masked,
    Augmentation.REORDER: reordered,
}
