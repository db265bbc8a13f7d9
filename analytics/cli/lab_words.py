"""Words of the lab: methods, settings, figures, and what a run found in a sentence."""

from collections.abc import Mapping
from typing import Any

from analytics.cli.wording import MINUS, percent
from analytics.lab.config import Augmentation, Imbalance, Method, Recurrent, Split
from analytics.lab.device import Device
from analytics.lab.judged import MAJORITY
from analytics.lab.subjects.config import Subject

METHOD_WORDS: Mapping[Method, str] = {
    Method.NETWORK: "Network (Embedding, LSTM, Dense, sigmoid)",
    Method.LOGISTIC: "Logistic regression",
    Method.BOOSTING: "Boosted trees (LightGBM)",
    Method.FOREST: "Random forest",
    Method.ADDITIVE: "Glass box (a curve of each input, added up)",
    Method.BAGGING: "Bagged logistic regressions",
    Method.STACKING: "Stacked models",
    Method.DEEP_ENSEMBLE: "Several networks, averaged",
}
SPLIT_WORDS: Mapping[Split, str] = {
    Split.TIME: "The latest rows",
    Split.CUSTOMER: "Customers it has not met",
}
SUBJECT_WORDS: Mapping[Subject, str] = {
    Subject.PURCHASE: "Purchases of this shop",
    Subject.TABLE: "A table of yes and no",
}
DEVICE_WORDS: Mapping[Device, str] = {
    Device.AUTO: "Automatic",
    Device.CPU: "Processor",
    Device.GPU: "Graphics card",
}
IMBALANCE_WORDS: Mapping[Imbalance, str] = {
    Imbalance.NONE: "Nothing",
    Imbalance.CLASS_WEIGHTS: "The rare outcome counts more",
    Imbalance.OVERSAMPLING: "Rows of the rare outcome repeated",
    Imbalance.UNDERSAMPLING: "Rows of the frequent outcome left out",
    Imbalance.SMOTE: "SMOTE",
    Imbalance.ADASYN: "ADASYN",
    Imbalance.EASY_ENSEMBLE: "EasyEnsemble",
}
AUGMENTATION_WORDS: Mapping[Augmentation, str] = {
    Augmentation.CROP: "Cut shorter",
    Augmentation.MASK: "Some purchases hidden",
    Augmentation.REORDER: "Neighbors in another order",
}
RECURRENT_WORDS: Mapping[Recurrent, str] = {
    Recurrent.LSTM: "LSTM",
    Recurrent.GRU: "GRU",
    Recurrent.NONE: "Mean of what was bought",
}
SETTING_WORDS: Mapping[str, tuple[str, str]] = {  # label, help
    "n_embedded": ("Embedding", "Figures that describe each product of the past"),
    "n_recurrent": ("LSTM units", "Figures that sum up a customer's past"),
    "n_hidden": ("Dense units", "Of each layer between the inputs and the answer"),
    "n_layers": ("Dense layers", "Between the inputs and the answer"),
    "dropout": ("Dropout [share]", "Of the figures of a layer that are left out of each step"),
    "l1": ("L1 penalty", "Makes weights that tell little exactly zero"),
    "l2": ("L2 penalty", "Keeps weights small"),
    "learning_rate": ("Learning rate", "How far a step of training goes"),
    "batch_size": ("Rows of a step", "0: as many as suit the rows and fit into the memory"),
    "most_epochs": ("Epochs at most", "How often every row is learned from"),
    "patience": ("Patience [epochs]", "Without a gain on the validation rows; 0 never stops early"),
    "n_trees": ("Trees", "At most, where training may stop early"),
    "n_leaves": ("Leaves of a tree", "At most"),
    "tree_rate": ("Learning rate", "How much each tree adds"),
    "fewest_in_leaf": ("Rows of a leaf", "At least"),
    "row_share": ("Rows of a tree [share]", "Drawn by lot"),
    "column_share": ("Inputs of a tree [share]", "Drawn by lot"),
    "n_members": ("Members", "Models that are averaged"),
    "n_components": ("Components", "That inputs are projected onto, where they are"),
}
LAB_FIGURES: Mapping[str, tuple[str, str]] = {
    "auc": ("AUC", "How often a row that came out yes scores above one that came out no; 50 % by chance"),
    "pr_auc": ("PR-AUC", "Average precision over all thresholds"),
    "log_loss": ("Log-loss", "Surprise per row; less is better"),
    "brier": ("Brier", "Mean squared distance of share and outcome; less is better"),
    "ece": ("Calibration error", "Mean distance of predicted and observed shares; less is better"),
    "recall": ("Recall", "Of the rows that came out yes, the share called so"),
    "precision": ("Precision", "Of the rows called yes, the share that came out so"),
}
NAMES_OF_BASELINES = {Method.LOGISTIC.value: "Logistic regression", MAJORITY: "Majority"}


def run_words(record: Mapping[str, Any]) -> str:
    """Return in a sentence how good a run is on its test rows, and whether it beats a regression."""
    test = record["metrics"]["test"]
    name = METHOD_WORDS[Method(record["method"])].partition(" (")[0]
    told = (
        f"{name}: AUC {test['auc']:.3f} on {record['n_rows']['test']:,} rows that it has not seen"
        f" ({percent(record['yes_share']['test'], 1)} of them yes)"
    )
    if record["method"] == Method.LOGISTIC or not record.get("baselines"):
        return f"{told}."
    logistic = record["baselines"][Method.LOGISTIC.value]
    gain = logistic["log_loss"] - test["log_loss"]
    by = f"{abs(gain) / logistic['log_loss']:.1%}".replace("%", " %").replace("-", MINUS)
    verb = "less" if gain > 0 else "more"
    return f"{told}, {by} {verb} surprise than a logistic regression (AUC {logistic['auc']:.3f})."
