"""Anonymous tables in words; the command line and the page say the same."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.cli.wording import counted, percent
from analytics.runs.anonymity.codes import PeopleList
from data.privacy.anonymity.codes import Role, Step

LIST_WORDS: Mapping[PeopleList, str] = {
    PeopleList.CUSTOMERS: "Customers with their segment",
    PeopleList.VALUE: "Customers with their value to come",
    PeopleList.RUN: "Customers of the newest training",
    PeopleList.RECOMMENDATIONS: "What is recommended first to each",
    PeopleList.FILE: "A file",
}
STEP_WORDS: Mapping[Step, str] = {
    Step.EXACT: "As it is",
    Step.RANGES: "{} ranges",
    Step.DAY: "Days",
    Step.MONTH: "Months",
    Step.QUARTER: "Quarters",
    Step.YEAR: "Years",
    Step.TREE: "The upper {} branches",
    Step.OTHER: "The {} most frequent, the rest is other",
    Step.ALL: "Not at all",
}
ONE_WORDS: Mapping[Step, str] = {
    Step.TREE: "The uppermost branch",
    Step.OTHER: "The most frequent, the rest is other",
}


def level_words(told: Mapping[str, Any]) -> str:
    """Return how a column is told."""
    step, detail = Step(told["step"]), int(told["detail"])
    words = ONE_WORDS if detail == 1 and step in ONE_WORDS else STEP_WORDS
    return words[step].format(detail)


def roles_words(roles: Mapping[str, Role]) -> str:
    """Return in a sentence which columns leave, as what."""
    known, learned = (
        ", ".join(name for name, of in roles.items() if of is role) or "nothing"
        for role in (Role.QUASI, Role.SENSITIVE)
    )
    return f"Others are taken to know {known}; they would learn {learned}; no other column leaves"


def answer_words(report: Mapping[str, Any]) -> str:
    """Return in two sentences what leaves, whom it gives away, and what is lost."""
    before, after = report["before"], report["after"]
    n, n_left = before["n_rows"], before["n_rows"] - after["n_rows"]
    left = f", {counted(n_left, 'row')} left out" if n_left else ""
    best = "" if report["is_best"] else " (a better way was not ruled out)"
    was, now = (_share_words(one["attack"]["unique_share"]) for one in (before, after))
    name = LIST_WORDS[PeopleList(report["people"])]
    return (
        f"{name}: {after['n_rows']:,} of {counted(n, 'row')} can leave{left}; "
        f"each is like {after['k'] - 1:,} others or more. Before, {was} of the people were one of a kind, "
        f"now {now} are; {percent(report['loss'])} of what the columns tell is lost{best}."
    )


def _share_words(share: float) -> str:
    return "none" if share == 0 else percent(share, 1)


def levels_table(report: Mapping[str, Any]) -> pd.DataFrame:
    """Return one row per quasi-identifier: how it is told, and what that loses."""
    columns = report["columns"]
    return pd.DataFrame(
        {
            "Column": list(columns),
            "Told as": [level_words(told) for told in columns.values()],
            "Loss": [percent(float(told["loss"]), 1) for told in columns.values()],
        }
    )


def measures_table(report: Mapping[str, Any]) -> pd.DataFrame:
    """Return one row per figure: what it was and what it is."""
    before, after = report["before"], report["after"]
    rows = [("k: rows alike, at least", before["k"], after["k"])]
    rows += [("Sets of rows alike", before["n_classes"], after["n_classes"])]
    for column in after["l_distinct"]:
        pairs = [
            ("l: values of {} among them", "l_distinct"),
            ("l by entropy: {}", "l_entropy"),
            ("t: distance of {}", "t"),
        ]
        rows += [(words.format(column), before[name][column], after[name][column]) for words, name in pairs]
    rows += [("Discernibility", before["discernibility"], after["discernibility"])]
    return pd.DataFrame(rows, columns=["figure", "before", "after"]).astype({"before": float, "after": float})


def attacks_table(report: Mapping[str, Any]) -> pd.DataFrame:
    """Return one row per number of known columns: whom it singles out before and after [0-1]."""
    before, after = (report[when]["attack"]["singled_out"] for when in ("before", "after"))
    n_known = sorted(map(int, before))
    return pd.DataFrame(
        {
            "n_known": n_known,
            "before": [before[str(n)] for n in n_known],
            "after": [after[str(n)] for n in n_known],
        }
    )
