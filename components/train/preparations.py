"""How rows are prepared before a method learns from them: a rare outcome, inputs, pasts, predicted shares."""

from dataclasses import replace

import streamlit as st

from analytics.cli.imbalance_words import REDUCTION_WORDS
from analytics.cli.lab_words import AUGMENTATION_WORDS, IMBALANCE_WORDS
from analytics.lab.config import Augmentation, Imbalance, Method, Reduction, TrainConfig
from analytics.lab.settings import SETTINGS
from components.shell import choices

_NETWORKS = (Method.NETWORK, Method.DEEP_ENSEMBLE)
MENDED_HELP = "Validation rows say what predicted shares should have been. Always done after balancing."
VARIED_HELP = "Each epoch sees pasts a little changed. Prices and all other inputs stay as they are."


def choose_preparations(config: TrainConfig) -> TrainConfig:
    """Ask how rows are prepared; as they are unless told."""
    first, second, third = st.columns(3)
    imbalance = choices.choose_code(
        "A rare outcome", IMBALANCE_WORDS, key="lab-imbalance", ask=first.selectbox
    )
    reduction = choices.choose_code("Inputs", REDUCTION_WORDS, key="lab-reduction", ask=second.selectbox)
    with third:
        is_recalibrated = st.checkbox(
            "Recalibrate",
            config.is_recalibrated,
            help=MENDED_HELP,
            disabled=imbalance is not Imbalance.NONE,
            key="lab-recalibrate",
        )
    config = replace(config, imbalance=imbalance, reduction=reduction, is_recalibrated=is_recalibrated)
    if reduction is not Reduction.NONE:
        config = replace(config, n_components=_choose_components(config.n_components))
    return _choose_variations(config) if config.method in _NETWORKS else config


def _choose_components(usual: int) -> int:
    asked = SETTINGS["n_components"]
    return int(st.number_input("Inputs are projected onto [columns]", int(asked.low), int(asked.high), usual))


def _choose_variations(config: TrainConfig) -> TrainConfig:
    words = {str(way): of for way, of in AUGMENTATION_WORDS.items()}
    chosen = choices.choose_several("Pasts are varied", words, [], key="lab-augment", help=VARIED_HELP)
    return replace(config, augmentations=tuple(Augmentation(way) for way in chosen))
