"""Terms of art, each with its one-line help: the one place where pages, tables and answers take it from."""

import re
from collections.abc import Mapping

TERMS: Mapping[str, str] = {
    "90 % band": "where nine of ten repetitions would lie, with other customers like these in other weeks",
    "AUC": "the chance that a purchase scores above a non-purchase; 0.5 is guessing, 1 is perfect",
    "PR-AUC": "the share of purchases among those picked, averaged over how many are picked",
    "log-loss": "the surprise at what happened, given the predictions; lower is better",
    "Brier": "the mean squared distance between prediction and outcome; lower is better",
    "ECE": "the mean distance between predicted and observed shares (calibration error); lower is better",
    "PSI": "how far the mix of an input has moved; below 0.1 is usual, over 0.25 is far",
    "calibration": "whether what is predicted at 30 % happens in 30 of 100 cases",
    "ROC": "purchases found against false alarms, at every threshold",
    "Shapley": "each input's fair share of the distance between a prediction and the average; they add up",
    "SHAP": "a way to compute Shapley values: each input's fair share of a prediction",
    "elasticity": "by how many per cent sales change when the price rises by 1 %, all else as it is",
    "cross effect": "how much more, or less, one product is bought with the other in the basket",
    "log odds": "the logarithm of chance ÷ counter-chance; +0.7 doubles the odds",
    "control function": "takes out of prices what followed unseen demand, by a column that moved them alone",
    "instrument": "a column that shifts prices but not demand, as a cost or a tariff",
    "confounding": "prices that followed demand, so that the two cannot be told apart",
    "placebo": "a check with prices that cannot have mattered; an effect found there is an error",
    "double machine learning": "elasticity from what price and sales have left once all else is predicted",
    "bootstrap": "the same computation on customers drawn again and again, to see how much it varies",
    "RFM": "segments by how lately, how often and for how much someone bought",
    "cluster": "customers whose figures are alike, found without a rule",
    "verdict": "whether the data can show it: PASS: they can. WARN: with care. FAIL: they cannot, no advice",
    "PASS": "the data can show it",
    "WARN": "the data show it with a reservation, which is named",
    "FAIL": "the data cannot show it, so no advice is given; what would help is named",
    "take rate": "the share of all visits that take the bundle, when it is on offer in each of them",
    "per 1,000 visits": (
        "of all visits; where views are recorded, only those that look at all parts can take a bundle"
    ),
    "cannibalized": "margin lost on those who would have bought the parts anyway",
    "incremental profit": "profit with the offer less that of the same customers without it, after all costs",
    "extra profit": "profit with the offer less that of the same customers without it, after all costs",
    "contribution margin": "net revenue less product cost, fulfilment, fees and expected returns",
    "willingness to pay": "the price at which half of the customers would buy",
    "complements": "products that are bought more often together",
    "substitutes": "products that are bought in each other's place",
    "mixed bundling": "the bundle and its parts are both on sale, and customers take the cheaper way",
    "lift": "how often two products are bought together ÷ how often they would be by chance",
    "uplift": "what a treatment changes: the treated less the untreated",
}
_PATTERNS = {
    term: re.compile(rf"(?<![\w-]){re.escape(term)}(s|ies)?(?![\w-])", 0 if term.isupper() else re.IGNORECASE)
    for term in TERMS
}
_PLURALS = {"elasticity": re.compile(r"(?<!\w)elasticit(y|ies)(?!\w)", re.IGNORECASE)}


def terms_in(text: str) -> list[str]:
    """Return the terms of art that a text uses."""
    return [term for term in TERMS if _PLURALS.get(term, _PATTERNS[term]).search(text)]


def help_for(text: str) -> str | None:
    """Return a line for each term of art in a text, as `help=` takes it; None where it uses none."""
    lines = [f"{term[0].upper()}{term[1:]}: {TERMS[term]}." for term in terms_in(text)]
    return "\n\n".join(lines) or None
