"""How well purchases are predicted on visits held out in time, beside simpler ways to predict them."""

from functools import partial

from analytics.evidence.held_out import HeldOut
from analytics.runs.artifacts import HOLDOUT
from analytics.runs.held_out import read_held_out
from analytics.runs.known_answers import KnownAnswers
from analytics.runs.results import Results
from components.performance.calibration import show_calibration
from components.performance.curves import show_curves
from components.performance.names import LONG_NAMES, TWIN
from components.performance.overview import show_overview
from components.performance.threshold import show_threshold
from components.shell import display, formats, jobs, results, session
from data.schema import NotEnoughDataError
from data.store import Shop

FEW_PURCHASES = (
    "The visits held out hold too few purchases of the products in scope to judge the model by. "
    "Choose products that sell more often, or upload a longer history."
)


def require_held_out(shop: Shop, found: Results) -> HeldOut:
    """Return the held-out chances with scores and money; stops the page where nothing can be judged."""
    directory = jobs.run_directory(shop, found.run_id)
    try:
        if HOLDOUT.is_in(directory):
            return session.held(shop, ("held out", found.key), lambda: read_held_out(directory, found))
    except NotEnoughDataError:
        pass
    results.stop_without_purchases(FEW_PURCHASES)


def answer(found: Results) -> str:
    """Return in one sentence how well the model tells purchases apart, and whether better than others."""
    model = found.evidence["model"]
    others = {
        name: figures["auc"]
        for name, figures in found.evidence["baselines"].items()
        if name != TWIN and figures["auc"] is not None
    }
    off = f"its predicted shares are off by {formats.points(model['ece'])} on average."
    sentence = (
        f"Shown a purchase and a non-purchase of later visits, the model picks the purchase "
        f"{formats.share(model['auc'], 0)} of the time"
    )
    if not others:
        return f"{sentence}; {off}"
    best = max(others, key=others.__getitem__)
    lead = model["auc"] - others[best]
    compared = "more than" if lead > 0.002 else "as often as" if lead > -0.002 else "less than"
    other = f"the best other way ({LONG_NAMES[best]}, {formats.share(others[best], 0)})"
    return f"{sentence}, {compared} {other}; {off}"


def show_tabs(shop: Shop, found: Results, held: HeldOut, known: KnownAnswers | None) -> None:
    """Draw figures, curves, calibration and what a threshold earns, each in its tab."""
    parts = {
        "Overview": partial(show_overview, shop, found, held, known),
        "Curves": partial(show_curves, shop, found, held),
        "Calibration": partial(show_calibration, shop, found, held),
        "Threshold": partial(show_threshold, shop, found, held),
    }
    display.show_tabs(parts, f"performance-tabs-{shop.name}")
