"""How far to trust an explanation: a second opinion, other draws of customers, a model that can be read."""

import pandas as pd
import streamlit as st

from analytics.evidence.explained import second_of, share_of
from analytics.evidence.explanation.stability import Drawn
from components.explanation import Seen, words
from components.explanation.names import DRAWN, FIGURES, GLASS_INPUTS, name_of, named
from components.explanation.one import choose_prediction
from components.explanation.opinions import glass_chart, opinions_chart, stability_chart
from components.shell import choices, display, formats, glossary, tables
from components.shell.formats import BAND_HELP

OPINION_COLUMNS = {
    "name": tables.text("Input"),
    "share": tables.share("This explanation", glossary.help_for("Shapley"), decimals=2),
    "second": tables.share("Second opinion", "Slope of a line through scores nearby (LIME)", decimals=2),
}
AGREEMENT_COLUMNS = {
    "name": tables.text("Agreement"),
    "value": tables.number("On average"),
    **tables.band("", tables.number),
}
STABILITY_COLUMNS = {
    "name": tables.text("Input"),
    "mean_absolute": tables.share("Moves a prediction by", decimals=2),
    **tables.band("", tables.share, decimals=2),
    "rank": tables.count("Place"),
    "rank_low": tables.count("Place from"),
    "rank_high": tables.count("Place to"),
    "same_rank_share": tables.share("Same place", "Share of the draws in which it has this place"),
}
CURVE_COLUMNS = {
    "value": tables.number("Value"),
    "title": tables.text("Name"),
    "log_odds": tables.number("Log odds of a purchase", "0 is the average over all chances learned from"),
    "n": tables.count("Chances", "Of the earlier visits, near this value"),
}


def show_second(seen: Seen) -> None:
    """Draw what another method says of the same predictions, overall and of one, and how far both agree."""
    if seen.many is None:
        return
    agreement = seen.many.agreement
    st.markdown(formats.escaped(words.agreement_words(agreement)))
    explained, unit = seen.explained, "Average move [percentage points]"
    columns = [of(group) for group in explained.groups for of in (share_of, second_of)]
    overall = _of_one(explained.groups, explained.rows[columns].abs().mean())
    figure = opinions_chart(overall, "What moves predictions most, by both", unit)
    display.show_chart(figure, overall, OPINION_COLUMNS, "opinions")
    told = agreement.assign(name=agreement["figure"].map(FIGURES))
    display.show_table(told, AGREEMENT_COLUMNS, "agreement")
    prediction = choose_prediction(seen, "second")
    own = _of_one(explained.groups, prediction)
    figure = opinions_chart(own, "One prediction, by both", "Move [percentage points]")
    display.show_chart(figure, own, OPINION_COLUMNS, "opinions-of-one")
    display.show_note(
        "The second opinion changes inputs by lot, looks at what the model then says, and draws a line "
        "through it. Where inputs act together a line cannot say how, and the two differ."
    )


def show_stability(seen: Seen) -> None:
    """Draw how far the order of inputs depends on who was drawn."""
    if seen.many is None:
        return
    drawn = choices.choose_code(
        "Drawn again", DRAWN, Drawn.BOTH, ask=st.radio, horizontal=True, key=f"explained-drawn-{seen.key}"
    )
    rows = seen.many.stability
    rows = named(rows[rows["drawn"] == drawn])
    st.markdown(formats.escaped(words.stability_words(rows)))
    display.show_chart(stability_chart(rows), rows.sort_values("rank"), STABILITY_COLUMNS, "stability")
    display.show_note(
        "Customers: whose predictions were taken apart. Background: whom the average is of. Each was drawn "
        "200 times from those at hand."
    )


def show_glass(seen: Seen) -> None:
    """Draw a model beside that is a sum of curves, what it gives away, and its curves."""
    if seen.many is None:
        return
    glass = seen.many.facts["glass"]
    st.markdown(formats.escaped(words.glass_words(glass)))
    if glass["gap"] is not None:
        gap = formats.signed_number(glass["gap"], 3)
        band = formats.band(glass["gap_low"], glass["gap_high"], decimals=3)
        display.show_metrics(
            {
                "AUC of the model": (formats.number(glass["model_auc"], 3), ""),
                "AUC of the glass box": (formats.number(glass["glass_auc"], 3), ""),
                "Lead of the model": (f"{gap} ({band})", BAND_HELP),
            }
        )
    code = choices.choose_code("Input", GLASS_INPUTS, width=360, key=f"explained-glass-{seen.key}")
    curve = seen.many.curves
    curve = curve[curve["input"] == code]
    curve = curve.assign(title=[seen.titles.get(name, name) for name in curve["name"]])
    display.show_chart(glass_chart(curve, code), curve, CURVE_COLUMNS, f"glass-{code}")
    display.show_note(
        "It learned from the same earlier visits by questions about one input each, so that its curves add "
        "up to the log odds of every prediction. Nothing else is in it."
    )


def _of_one(groups: list[str], row: "pd.Series") -> pd.DataFrame:
    """Return what both say of one prediction, the strongest first."""
    told = pd.DataFrame(
        {
            "name": [name_of(group) for group in groups],
            "share": [float(row[share_of(group)]) for group in groups],
            "second": [float(row[second_of(group)]) for group in groups],
        }
    )
    return told.loc[told["share"].abs().sort_values(ascending=False, kind="stable").index]
