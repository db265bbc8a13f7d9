"""What every page is made of: heading, answer, chart, table with download, empty state."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx

from components.shell import charts, downloads, formats, glossary, leaving, session, tables
from data.schema import InputError

Weight = Literal["primary", "secondary", "tertiary"]
Progress = Callable[[float, str], None]
Tabs = Mapping[str, Callable[[], None]]  # by their labels
METRIC_WIDTH = 232  # three beside each other at 1280 px, six at 1920 px
CHART_CONFIG = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
}


def show_heading(title: str, question: str) -> None:
    """Draw the page's title and, beside it, the one question that the page answers."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title(title, anchor=False, width="content")
        st.markdown(f":gray[{question}]", width="content", help=glossary.help_for(question))


def make_and_open(shop_name: str, words: str, make: Callable[[Progress], object]) -> None:
    """Make a shop and open it; a bar shows its progress, also told out of another thread, as by an import."""
    page, bar = get_script_run_ctx(), st.progress(0.0, text=words)

    def move(share: float, words: str) -> None:
        add_script_run_ctx(threading.current_thread(), page)
        bar.progress(share, text=words)

    with saying_refusals():
        make(move)
        session.want_shop(shop_name)
        st.rerun()
    bar.empty()


def show_answer(sentence: str) -> None:
    """Draw the answer in one sentence, shown as it is (amounts in dollars and odd names are safe)."""
    with st.container(border=True):
        st.markdown(f"**{formats.escaped(sentence)}**", help=glossary.help_for(sentence))


def show_note(*sentences: str) -> None:
    """Draw a small remark, empty sentences left out, as it is (st.caption is too pale on the sidebar)."""
    st.markdown(f":small[:gray[{formats.escaped(' '.join(filter(None, sentences)))}]]")


def show_table(
    table: pd.DataFrame,
    columns: Mapping[str, tables.Column],
    file_name: str,
    currency: str = "",
    *,
    height: int | str = "auto",
) -> None:
    """Draw a table with its download.

    Parameters
    ----------
    table : one row per what the file name says
    columns : what each column of the table holds, in the order to show
    file_name : name of the CSV without its ending, unique on the page
    """
    draw_table(table, columns, currency, height=height, key=f"table-{file_name}")
    show_table_download(table[list(columns)], file_name)


def draw_table(
    table: pd.DataFrame, columns: Mapping[str, tables.Column], currency: str, **options: Any
) -> Any:
    """Draw a table without its download; return what is selected in it, where options let rows be."""
    return st.dataframe(
        table[list(columns)].assign(**{name: of.shown(table[name]) for name, of in columns.items()}),
        column_config={name: column.config(currency) for name, column in columns.items()},
        hide_index=True,
        placeholder=formats.MISSING,
        **options,
    )


def show_table_download(table: pd.DataFrame, file_name: str) -> None:
    """Draw the download of a table that stands above."""
    show_download("Download this table (CSV)", partial(downloads.csv_bytes, table), f"{file_name}.csv")


def show_download(
    label: str, content: Callable[[], bytes], file_name: str, *, weight: Weight = "secondary"
) -> None:
    """Draw a download whose content is made, and noted, when asked for; none where no file may leave."""
    shop = leaving.shop_left()
    if not leaving.may_leave(shop):
        return
    st.download_button(
        label,
        leaving.noted(shop, content, file_name),
        file_name,
        mime="text/csv" if file_name.endswith(".csv") else "application/octet-stream",
        key=f"download-{file_name}",
        on_click="ignore",
        type=weight,
    )


def show_chart(
    figure: go.Figure | None,
    table: pd.DataFrame,
    columns: Mapping[str, tables.Column],
    file_name: str,
    currency: str = "",
    *,
    is_folded: bool = True,
) -> None:
    """Draw a figure of `charts.house_figure` and below it, folded or open, its numbers; else these alone."""
    if figure is None:
        show_table(table, columns, file_name, currency)
        return
    show_figure(figure, file_name)
    with st.expander("The numbers behind this chart") if is_folded else st.container():
        show_table(table, columns, file_name, currency)


def named_rows(tables: Mapping[str, pd.DataFrame], name: str) -> pd.DataFrame:
    """Stack tables of the same columns, their keys as a first column of this name."""
    return pd.concat([table.assign(**{name: key}) for key, table in tables.items()], ignore_index=True)


def show_figure(figure: go.Figure, name: str) -> None:
    """Draw a figure whose numbers stand elsewhere on the page; the name is unique on the page."""
    title = figure.layout.title.text
    dye = charts.readable_on_dark if st.context.theme.type == "dark" else charts.readable_on_light
    dye(figure)
    st.plotly_chart(figure, theme="streamlit", config=CHART_CONFIG, key=f"chart-{name}", alt=title)


def show_tabs(parts: Tabs, key: str) -> None:
    """Draw tabs by their labels; only the open one is worked out, and it stays open from run to run.

    Parameters
    ----------
    key : unique on the page
    """
    opened = st.tabs(list(parts), key=key, on_change="rerun")
    for tab, draw in zip(opened, parts.values(), strict=True):
        if tab.open:
            with tab:
                draw()


def show_metrics(figures: Mapping[str, tuple[str, str]]) -> None:
    """Draw headline figures side by side: label -> the figure in words, and what it means."""
    with st.container(horizontal=True):
        for label, (value, meaning) in figures.items():
            help = meaning or glossary.help_for(label)
            st.metric(label, formats.escaped(value), help=help, border=True, width=METRIC_WIDTH)


@contextmanager
def saying_refusals() -> Iterator[None]:
    """Say in a sentence why the block was refused, where it was."""
    try:
        yield
    except InputError as error:
        st.error(formats.escaped(str(error)))


def show_empty(missing: str, *, page: str, label: str) -> None:
    """Draw what is missing and the button to the page (as `pages/shop/upload.py`) where it is made."""
    with st.container(border=True):
        st.markdown(formats.escaped(missing))
        if st.button(label, type="primary", key=f"empty-{page}"):
            session.open_page(page)


def show_verdict(verdict: str, what: str, why: str, remedy: str = "") -> None:
    """Draw a gate's verdict calmly: what, why, and what would help."""
    draw = {"PASS": st.success, "WARN": st.warning}.get(verdict, st.error)
    draw(f"**{verdict}: {formats.escaped(what)}** {formats.escaped(f'{why} {remedy}'.rstrip())}")
