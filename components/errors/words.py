"""What is said of the errors: where a model is wrong, and whether it matters."""

import pandas as pd

from analytics.evidence.errors.dimensions import Dimension
from analytics.evidence.held_out import MODEL
from components.errors.names import PLURALS
from components.shell import formats

MATTERS_FROM = 0.01  # of the revenue held out, mispredicted in one group
MOST_NAMED = 3  # groups of one kind in a sentence
SURPRISING = 0.05  # how often chance alone would have so many worst cases
MOST_OF_ALL = 0.8  # of the purchases predicted: a larger group tells what the whole tells
SUBJECTS = {  # what a model is called within a sentence
    MODEL: "the model of this shop",
    "textbook": "the textbook network",
    "boosting": "gradient boosting",
    "logit": "the logit regression",
    "frequency": "the customers' own frequency",
}


def answer(groups: pd.DataFrame, slices: pd.DataFrame, subject: str, currency: str) -> str:
    """Return in a sentence or two where a model is wrong, and whether it matters.

    Parameters
    ----------
    groups : with `name`, what each is called alone
    subject : what the model is called within a sentence
    """
    whole, parts = groups.iloc[0], groups[groups["dimension"] != Dimension.ALL]
    start = (
        f"On {formats.count(whole['n_chances'])} chances held out, {subject} predicted "
        f"{formats.counted(round(whole['predicted']), 'purchase')} and {formats.count(whole['bought'])} came"
    )
    wrong = parts[parts["stands_out"] & (parts["predicted"] < MOST_OF_ALL * whole["predicted"])]
    if wrong.empty:
        return f"{start}. {_of_the_whole(whole, parts, slices, currency)}"
    worst = wrong.loc[wrong["revenue_missed"].abs().idxmax()]
    return (
        f"{start}. It errs by more than chance in {formats.count(parts['stands_out'].sum())} of "
        f"{formats.counted(_n_tested(parts), 'group')}, and by most money here: {worst['name']}: "
        f"{purchases(worst)}, {revenue(worst, whole, currency)}."
    )


def purchases(row: pd.Series) -> str:
    """Return what was predicted and what came: 120 predicted, 150 came (90 % band 128 to 175)."""
    ends = (row["predicted"] + row[f"missed_{end}"] for end in ("low", "high"))
    came = f"{formats.count(row['bought'])} came (90 % band {formats.band(*ends, decimals=0)})"
    return f"{formats.count(row['predicted'])} purchases predicted, {came}"


def revenue(row: pd.Series, whole: pd.Series, currency: str) -> str:
    """Return the revenue that was missed, or predicted in vain, with its share, and whether that matters."""
    sign = "more" if row["revenue_missed"] > 0 else "less"
    share = abs(row["revenue_missed"]) / max(whole["revenue"], 1e-9)
    verdict = "that matters" if share >= MATTERS_FROM else "that hardly matters"
    return (
        f"{formats.short_money(abs(row['revenue_missed']), currency)} {sign} revenue than predicted, "
        f"{formats.share(share)} of the revenue of all: {verdict}"
    )


def groups_words(rows: pd.DataFrame, dimension: Dimension) -> str:
    """Return which groups of one dimension are wrong by more than chance."""
    wrong = rows[rows["stands_out"]]
    if len(rows) == 1:
        return f"There is only one: {rows.iloc[0]['group_name']}. Nothing can be told apart by it."
    if wrong.empty:
        return f"Of {len(rows)} {PLURALS[dimension]} none is wrong by more than chance explains."
    names = list(wrong["group_name"].iloc[:MOST_NAMED])
    if len(wrong) > MOST_NAMED:
        names.append(f"{len(wrong) - MOST_NAMED} more")
    told = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    verb = "is" if len(wrong) == 1 else "are"
    return f"Of {len(rows)} {PLURALS[dimension]}, {told} {verb} wrong by more than chance explains."


def slices_words(slices: pd.DataFrame, whole: pd.Series, currency: str) -> str:
    """Return what the slices found automatically say."""
    if slices.empty:
        return "The purchases held out are too few, or too much alike, to look for slices."
    wrong = slices[slices["stands_out"]]
    if wrong.empty:
        return (
            f"Half of the customers suggested {formats.counted(len(slices), 'slice')}; on the other half "
            "none of them is wrong by more than chance explains. Nothing stands out."
        )
    worst = wrong.iloc[0]
    half = whole.copy()
    half["revenue"] = slices["revenue"].sum()
    return (
        f"{formats.count(len(wrong))} of {formats.counted(len(slices), 'slice')} are wrong on customers that "
        f"the search has not seen. Most money: {worst['name']}: {purchases(worst)}, "
        f"{revenue(worst, half, currency)}."
    )


def surprise_words(row: pd.Series) -> str:
    """Return whether surprises of one kind are more than a right model would have."""
    end, happened = ("or less", "bought") if row["bought"] else ("or more", "not bought")
    much = "about as many as"
    if row["p_value"] <= SURPRISING:
        much = "more than" if row["n"] > row["n_expected"] else "fewer than"
    return (
        f"Of {formats.counted(row['n_chances'], 'chance')} predicted at {formats.share(row['predicted'])} "
        f"{end}, {formats.count(row['n'])} {'was' if row['n'] == 1 else 'were'} {happened}: {much} the "
        f"{formats.count(row['n_expected'])} that right predictions would have had."
    )


def _of_the_whole(whole: pd.Series, parts: pd.DataFrame, slices: pd.DataFrame, currency: str) -> str:
    n = formats.counted(_n_tested(parts), "group")
    if whole["stands_out"]:
        return f"It is wrong everywhere alike, in none of {n} apart: {revenue(whole, whole, currency)}."
    if slices.empty:
        return f"None of {n} is wrong by more than chance explains; slices would need more purchases."
    n_wrong = int(slices["stands_out"].sum())
    if n_wrong == 0:
        return f"None of {n} and no slice of them is wrong by more than chance explains."
    return (
        f"None of {n} is wrong by more than chance explains, but {formats.counted(n_wrong, 'slice')} "
        f"{'is' if n_wrong == 1 else 'are'}."
    )


def _n_tested(parts: pd.DataFrame) -> int:
    return int(parts["p_value"].notna().sum())
