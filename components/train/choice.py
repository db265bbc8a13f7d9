"""What is trained: the subject, the method, how rows are split, and the settings that the method reads."""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from analytics.cli.lab_words import (
    DEVICE_WORDS,
    METHOD_WORDS,
    RECURRENT_WORDS,
    SETTING_WORDS,
)
from analytics.jobs.shop_work import ShopWork
from analytics.lab.config import Method, TrainConfig
from analytics.lab.device import Device
from analytics.lab.settings import Setting, settings_of, with_settings
from analytics.lab.work import LAB, LabConfig, needs_keras
from components.shell import choices
from components.train.preparations import choose_preparations
from components.train.rows import choose_rows
from data.store import Shop

UNASKED = ("n_components",)  # of inputs that are projected, which is asked elsewhere
SEED_HELP = "Of everything drawn by lot: the same seed gives the same figures"


@dataclass(frozen=True)
class Training:
    """What may be started.

    Attributes
    ----------
    config : None while something is missing
    """

    work: ShopWork[LabConfig]
    config: LabConfig | None


def choose_training(shop: Shop) -> Training:
    """Ask what is trained on which rows."""
    rows = choose_rows(shop, LAB, "lab", st.columns(3))
    if rows is None:
        return Training(LAB, None)
    with st.expander("How rows are prepared"):
        prepared = choose_preparations(TrainConfig(rows.method, rows.split))
    with st.expander("Settings"):
        train = _choose_settings(prepared)
        device = Device.AUTO
        if needs_keras(train):
            device = choices.choose_code("Trained on", DEVICE_WORDS, key="lab-device")
    return Training(rows.work, LabConfig(rows.subject, train, str(device)))


def _choose_settings(config: TrainConfig) -> TrainConfig:
    """Ask for the figures that a method reads, the shares of the split and the seed."""
    columns = st.columns(3)
    with columns[0]:
        test = choices.choose_share("Test rows", (5, 50), config.test_share, 5, key="lab-test")
        validation = choices.choose_share("Validation rows", (5, 50), config.validation_share, 5)
        seed = st.number_input("Seed", 0, 2**31 - 1, config.seed, help=SEED_HELP, key="lab-seed")
    asked = {name: of for name, of in settings_of(config.method).items() if name not in UNASKED}
    figures = {}
    for i, (name, setting) in enumerate(asked.items()):
        with columns[1 + i % 2]:
            figures[name] = _choose_figure(name, setting, getattr(config, name))
    config = replace(config, test_share=test, validation_share=validation, seed=int(seed))
    return with_settings(_choose_parts(config), figures)


def _choose_parts(config: TrainConfig) -> TrainConfig:
    """Ask what reads the past, of networks, and what is stacked, of stacks."""
    if config.method in (Method.NETWORK, Method.DEEP_ENSEMBLE):
        reader = choices.choose_code("The past is read by", RECURRENT_WORDS, key="lab-recurrent")
        return replace(config, recurrent=reader)
    if config.method is Method.STACKING:
        words = {str(m): of for m, of in METHOD_WORDS.items() if m is not Method.STACKING}
        usual = [str(method) for method in config.stacked]
        stacked = choices.choose_several("Stacked", words, usual, key="lab-stacked")
        return replace(config, stacked=tuple(Method(method) for method in stacked or usual))
    return config


def _choose_figure(name: str, setting: Setting, usual: float) -> float:
    label, help_ = SETTING_WORDS[name]
    given: dict[str, Any] = {"help": help_, "key": f"lab-{name}"}
    if setting.is_whole:
        return st.number_input(label, int(setting.low), int(setting.high), int(usual), **given)
    step = 0.05 if not setting.is_log else 10 ** int(f"{max(usual, 1e-6):e}".split("e")[1])
    return st.number_input(label, setting.low, setting.high, float(usual), float(step), "%g", **given)
