"""The two demo shops, trained already: a real grocer, and an electronics shop whose answers are known."""

from collections.abc import Callable
from dataclasses import dataclass

from analytics.runs.config import RunConfig
from analytics.runs.shipped import install_training
from analytics.runs.worth import CONFIRMED_MARGIN
from analytics.segments.choice import SegmentChoice
from analytics.simulation.kinds import config_of
from analytics.simulation.practice import make_practice_shop
from data.intake.demo import DEMO_NAME, load_demo
from data.store import Shop, Workspace

Progress = Callable[[float, str], None]
ELECTRONICS_NAME = "Electronics (demo)"
_ELECTRONICS = config_of("electronics")


@dataclass(frozen=True)
class Demo:
    """A demo shop.

    Parameters
    ----------
    shop_name : of the shop in a workspace
    training : name of the training that comes with the app
    load : makes the shop, or opens it where it is there
    config : what its training is asked to do
    """

    shop_name: str
    training: str
    load: Callable[[Workspace, Progress | None], Shop]
    config: RunConfig


def load_electronics(workspace: Workspace, progress: Progress | None = None) -> Shop:
    """Return the electronics shop, drawing it anew where the workspace has none: always the same one."""
    if ELECTRONICS_NAME in workspace.shop_names():
        return workspace.open(ELECTRONICS_NAME)
    shop = make_practice_shop(workspace, ELECTRONICS_NAME, _ELECTRONICS, progress)
    shop.save_setting("currency", "€")
    return shop


GROCER = Demo(DEMO_NAME, "grocer", load_demo, RunConfig(n_products=200))
ELECTRONICS = Demo(
    ELECTRONICS_NAME,
    "electronics",
    load_electronics,
    RunConfig(segments=SegmentChoice("attribute", _ELECTRONICS.segment_column)),
)
DEMOS = (GROCER, ELECTRONICS)  # the app opens on the first by name
DEMO_NAMES = tuple(demo.shop_name for demo in DEMOS)


def open_demo(workspace: Workspace, demo: Demo, progress: Progress | None = None) -> Shop:
    """Return a demo shop with its training; made anew where it is not in the workspace.

    A shop that is there keeps its trainings as they are.
    """
    is_new = demo.shop_name not in workspace.shop_names()
    shop = demo.load(workspace, progress)
    if is_new and install_training(shop, demo.training):
        shop.save_setting(CONFIRMED_MARGIN, demo.config.costs.margin_share)  # what the training assumed
    return shop
