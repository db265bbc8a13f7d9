"""Which class does which method; modules are imported when asked for, as Keras takes seconds."""

from importlib import import_module

from analytics.lab.config import Method
from analytics.lab.models.contract import LabModel

_MODELS = {
    Method.NETWORK: "network_model:Network",
    Method.LOGISTIC: "linear:Logistic",
    Method.BOOSTING: "trees:Boosting",
    Method.FOREST: "trees:Forest",
    Method.ADDITIVE: "trees:Additive",
    Method.BAGGING: "ensembles:Bagging",
    Method.STACKING: "ensembles:Stacking",
    Method.DEEP_ENSEMBLE: "ensembles:DeepEnsemble",
}


def model_class(method: Method) -> type[LabModel]:
    """Return the class of a method."""
    module, _, name = _MODELS[method].partition(":")
    found: type[LabModel] = getattr(import_module(f"analytics.lab.models.{module}"), name)
    return found
