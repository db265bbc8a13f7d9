"""What widgets share: codes chosen by their words, shares in per cent, answers that must be meant."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any

import pandas as pd
import streamlit as st

from components.shell import formats


class Nothing(Enum):
    """Stands for None in a widget, where None would be a box that was left empty."""

    CHOSEN = "nothing"


def choose_code(
    label: str,
    words: Mapping[Any, str],
    saved: object = None,
    *,
    ask: Callable[..., Any] = st.selectbox,
    **options: Any,
) -> Any:
    """Ask for one of several codes by their words, starting from the saved one where it is among them.

    Parameters
    ----------
    words : of each code, None among them where none of the others may be meant
    ask : the widget, as `st.radio` or a column's own
    """
    codes = [Nothing.CHOSEN if code is None else code for code in words]
    start = Nothing.CHOSEN if saved is None else saved
    index = codes.index(start) if start in codes else 0
    told = dict(zip(codes, words.values(), strict=True))
    code = ask(label, codes, index=index, format_func=lambda code: told.get(code, code), **options)
    return None if code is Nothing.CHOSEN else code


def choose_several(
    label: str, words: Mapping[str, str], chosen: Sequence[str] = (), **options: Any
) -> list[str]:
    """Ask for any number of codes by their words, one by one: there may be thousands."""
    options |= {"format_func": words.get, "select_all": False}
    return st.multiselect(label, list(words), list(chosen), **options)


def choose_share(label: str, percents: tuple[int, int], share: float, step: int = 1, **options: Any) -> float:
    """Ask for a share with a slider in per cent, between these two."""
    return st.slider(label, *percents, round(100 * share), step, format="%d %%", **options) / 100


def choose_offer(label: str, offers: pd.DataFrame, key: str | None = None) -> str:
    """Ask for a bundle by its id and title; `offers` has offer_id and title."""
    words = {i: f"{i}  {title}" for i, title in zip(offers["offer_id"], offers["title"], strict=True)}
    return choose_code(label, words, width=480, key=key)


def choose_percent(label: str, share: float | None, *, most: float = 100.0, **options: Any) -> float | None:
    """Ask for a share in per cent; None where the field may stay empty and does."""
    start = None if share is None else round(100 * share, 4)
    percent = st.number_input(label, 0.0, most, start, **options)
    return None if percent is None else round(float(percent) / 100, 6)


def choose_for_good(question: str, label: str, *, sure_key: str, key: str, help: str | None = None) -> bool:
    """Draw a button that works once the question above it is answered; whether it was pressed."""
    is_sure = st.checkbox(formats.escaped(question), help=help, key=sure_key)
    return st.button(label, disabled=not is_sure, key=key)
