"""What is searched: the rows, the method, the ranges of its settings, and how much may be tried."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analytics.cli.lab_words import SETTING_WORDS
from analytics.cli.tuning_words import PRUNER_WORDS, SAMPLER_WORDS
from analytics.jobs.shop_work import ShopWork
from analytics.lab.config import Method, TrainConfig
from analytics.lab.tuning.config import MOST_TRIALS, Range, TuneConfig, usual_space
from analytics.lab.tuning.work import TUNING, TuningConfig
from analytics.lab.work import LAB, LabConfig
from components.shell import choices, display, formats
from components.train.rows import choose_rows
from data.schema import InputError
from data.store import Shop

PRUNER_HELP = "Trials that are given up before their end, by their losses on the validation rows so far"
MINUTES_HELP = "0: no limit; a trial that has begun is ended with the time"
SPACE_HELP = "Untick what is to stay as it is; change the ends of a range in place"


@dataclass(frozen=True)
class Search:
    """What may be started; the configuration is None while something is missing."""

    work: ShopWork[TuningConfig]
    config: TuningConfig | None


def choose_search(shop: Shop) -> Search:
    """Ask what is searched on which rows."""
    rows = choose_rows(shop, LAB, "tune", st.columns(3), Method.BOOSTING)
    if rows is None:
        return Search(TUNING, None)
    work = TUNING if rows.work is LAB else replace(TUNING, snapshot=_rows_by(rows.work))
    budget = _choose_budget(TrainConfig(rows.method, rows.split))
    try:
        return Search(work, TuningConfig(rows.subject, replace(budget, space=_choose_space(budget.train))))
    except InputError as error:
        st.error(formats.escaped(str(error)))
        return Search(work, None)


def _rows_by(of_lab: ShopWork[LabConfig]):
    """Return what writes the rows that a training would learn from."""
    return lambda shop, config, directory: of_lab.snapshot(
        shop, LabConfig(config.subject, config.tune.train), directory
    )


def _choose_budget(train: TrainConfig) -> TuneConfig:
    """Ask how settings are chosen, and how many are tried for how long."""
    usual = TuneConfig(train)
    first, second, third, fourth = st.columns(4)
    sampler = choices.choose_code(
        "Settings are chosen", SAMPLER_WORDS, key="tune-sampler", ask=first.selectbox
    )
    pruner = choices.choose_code(
        "Given up early", PRUNER_WORDS, key="tune-pruner", ask=second.selectbox, help=PRUNER_HELP
    )
    n = third.number_input("Trials at most", 1, MOST_TRIALS, usual.n_trials, key="tune-trials")
    minutes = fourth.number_input(
        "Minutes at most", 0.0, 10_000.0, 10.0, key="tune-minutes", help=MINUTES_HELP
    )
    seed = 0
    return TuneConfig(replace(train, seed=seed), sampler, pruner, int(n), float(minutes))


def _choose_space(train: TrainConfig) -> tuple[Range, ...]:
    """Ask which settings vary, and where; raises InputError where a range makes no sense."""
    ranges = usual_space(train)
    rows = [(True, SETTING_WORDS[one.name][0], one.low, one.high) for one in ranges]
    table = pd.DataFrame(rows, columns=["is_varied", "setting", "low", "high"])
    with st.expander("What is varied, and where"):
        display.show_note(SPACE_HELP)
        number = st.column_config.NumberColumn
        columns = {
            "is_varied": st.column_config.CheckboxColumn("Varied"),
            "setting": st.column_config.TextColumn("Setting", disabled=True),
            "low": number("From", format="%g", required=True),
            "high": number("To", format="%g", required=True),
        }
        key = f"tune-space-{train.method}"
        edited = st.data_editor(table, column_config=columns, hide_index=True, key=key)
    return chosen_space(ranges, edited)


def chosen_space(ranges: tuple[Range, ...], edited: pd.DataFrame) -> tuple[Range, ...]:
    """Return the ranges of a table that are varied; raises InputError where none is."""
    rows = zip(ranges, edited.to_dict("records"), strict=True)
    chosen = [Range(one.name, float(row["low"]), float(row["high"])) for one, row in rows if row["is_varied"]]
    if not chosen:
        raise InputError("Nothing is varied", "Tick at least one setting")
    return tuple(chosen)
