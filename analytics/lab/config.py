"""What the lab is asked to train: the method, how rows are split and prepared, and the method's settings."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How yes or no is learned."""

    NETWORK = "network"  # Embedding → LSTM → Dense → sigmoid, as in textbooks
    LOGISTIC = "logistic"
    BOOSTING = "boosting"
    FOREST = "forest"  # bagged trees
    ADDITIVE = "additive"  # a glass box: a curve of each input, added up
    BAGGING = "bagging"  # logistic regressions on samples of rows
    STACKING = "stacking"  # a logistic regression over what others predict
    DEEP_ENSEMBLE = "deep_ensemble"  # networks from other starts, averaged


class Split(StrEnum):
    """What a model is judged by."""

    TIME = "time"  # the latest rows
    CUSTOMER = "customer"  # customers that it has not met


class Imbalance(StrEnum):
    """What is done where one outcome is rare."""

    NONE = "none"
    CLASS_WEIGHTS = "class_weights"
    OVERSAMPLING = "oversampling"
    UNDERSAMPLING = "undersampling"
    SMOTE = "smote"
    ADASYN = "adasyn"
    EASY_ENSEMBLE = "easy_ensemble"  # the method on several balanced samples, averaged


class Augmentation(StrEnum):
    """How pasts are varied while a network learns; prices and all other inputs never are."""

    CROP = "crop"
    MASK = "mask"
    REORDER = "reorder"


class Reduction(StrEnum):
    """What inputs are projected onto before they are learned from."""

    NONE = "none"
    PCA = "pca"
    LDA = "lda"
    RANDOM = "random"


class Recurrent(StrEnum):
    """What reads the past in a network."""

    LSTM = "lstm"
    GRU = "gru"
    NONE = "none"


@dataclass(frozen=True)
class TrainConfig:
    """One variant to train; `settings.SETTINGS` says which methods read which figures, and their ranges."""

    method: Method = Method.NETWORK
    split: Split = Split.TIME
    test_share: float = 0.2  # never seen before a model is judged
    validation_share: float = 0.2  # of the rest: stops training early, chooses between variants
    imbalance: Imbalance = Imbalance.NONE  # probabilities are wanted, not labels
    is_recalibrated: bool = False  # on the validation rows; always asked for after resampling
    augmentations: tuple[Augmentation, ...] = ()
    reduction: Reduction = Reduction.NONE
    recurrent: Recurrent = Recurrent.LSTM
    stacked: tuple[Method, ...] = (Method.LOGISTIC, Method.BOOSTING, Method.FOREST)
    seed: int = 0

    n_embedded: int = 32  # the textbook's sizes
    n_recurrent: int = 128
    n_hidden: int = 64
    n_layers: int = 1
    dropout: float = 0.0
    l1: float = 0.0
    l2: float = 1e-6  # next to nothing
    learning_rate: float = 0.003
    batch_size: int = 0  # rows; 0: as many as memory and speed allow
    most_epochs: int = 20
    patience: int = 3  # epochs without a gain on validation rows; 0 never stops early
    n_trees: int = 300
    n_leaves: int = 31
    tree_rate: float = 0.05
    fewest_in_leaf: int = 20
    row_share: float = 0.8  # of rows that a tree sees
    column_share: float = 0.8  # of inputs that a tree sees
    n_members: int = 5
    n_components: int = 8
