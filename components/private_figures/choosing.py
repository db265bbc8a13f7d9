"""What is asked of customers: which figure, of which groups, at which cost."""

import streamlit as st

from analytics.cli.private_figures_words import MECHANISM_WORDS, OF_WORDS, STATISTIC_WORDS
from analytics.runs.private_figures.question import CATEGORY, MONTH, REST, Of, Question, Statistic
from analytics.runs.private_figures.rows import columns_by, known_groups
from components.shell import choices, session
from data.privacy.budget.amounts import Cost, Mechanism
from data.store import Shop

ALL = "All customers"
COMMON_GROUP = 20  # customers that a group needs to be among the names to start from
BY_WORDS = {CATEGORY: "Category", MONTH: "Month"}
GROUPS_HELP = "Names that are no secret. Whoever is in none of these is told as other"
EACH_HELP = "A customer who is in more groups counts in those where they have most"
AT_MOST_HELP = "More is clipped to this, so that nobody weighs more; the smaller it is, the less noise"
EPSILON_HELP = "What the figure may cost: 0.1 hides a customer well, 1 fairly, above 3 hardly"
USUAL_EPSILON, USUAL_DELTA = 0.5, 1e-7


def choose_question(shop: Shop) -> tuple[Question, Cost]:
    """Ask for the figure, its groups, what a customer counts for at most, and what it may cost."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        options = {"width": 260, "key": f"statistic-{shop.name}"}
        statistic = choices.choose_code("Figure", STATISTIC_WORDS, Statistic.COUNT, **options)
        is_histogram = statistic is Statistic.HISTOGRAM
        is_of = statistic is not Statistic.COUNT
        of = choices.choose_code("Of", OF_WORDS, disabled=not is_of, width=160, key=f"of-{shop.name}")
        by = None if is_histogram else _choose_by(shop)
        at_most, edges = Question.at_most, ()
        if statistic in (Statistic.SUM, Statistic.MEAN):
            label, key = "Each counts for at most", f"at-most-{shop.name}"
            at_most = st.number_input(label, 0.01, 1e9, at_most, help=AT_MOST_HELP, width=200, key=key)
        if is_histogram:
            edges = _choose_edges(shop, of)
    groups, each = _choose_groups(shop, by)
    question = Question(statistic, of, by, groups, float(at_most), each, edges)
    return question, _choose_cost(shop)


def _choose_by(shop: Shop) -> str | None:
    columns = session.computed(shop, "columns by", lambda: columns_by(shop))
    words = {None: ALL} | {name: BY_WORDS.get(name, name) for name in columns}
    by: str | None = choices.choose_code("Of each", words, width=200, key=f"by-{shop.name}")
    return by


def _choose_edges(shop: Shop, of: Of) -> tuple[float, ...]:
    """Ask for the ends of ranges; words that are no numbers are left out."""
    label, key = "Ranges begin at", f"edges-{shop.name}-{of}"
    typed = st.text_input(label, "2 5 10" if of is not Of.MONETARY else "20 50 100", width=240, key=key)
    found = (word.replace(".", "", 1) for word in typed.split())
    return tuple(
        sorted({float(w) for w, digits in zip(typed.split(), found, strict=True) if digits.isdigit()})
    )


def _choose_groups(shop: Shop, by: str | None) -> tuple[tuple[str, ...], int]:
    if by is None:
        return (), 1
    names = session.computed(shop, ("known groups", by), lambda: known_groups(shop, by, 1))
    common = session.computed(shop, ("common groups", by), lambda: known_groups(shop, by, COMMON_GROUP))
    words = {name: name for name in names if name != REST}
    start = [name for name in common if name in words][:12]
    groups = choices.choose_several("Groups", words, start, help=GROUPS_HELP, key=f"groups-{shop.name}-{by}")
    each = 1
    if by in BY_WORDS:
        label, key = "Groups each counts in", f"each-{shop.name}-{by}"
        each = int(st.number_input(label, 1, 20, 1, help=EACH_HELP, width=200, key=key))
    return tuple(groups), each


def _choose_cost(shop: Shop) -> Cost:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label, key = "ε it may cost", f"epsilon-{shop.name}"
        epsilon = st.number_input(
            label, 0.01, 10.0, USUAL_EPSILON, 0.1, help=EPSILON_HELP, width=160, key=key
        )
        options = {"width": 220, "key": f"mechanism-{shop.name}"}
        mechanism = choices.choose_code("Noise", MECHANISM_WORDS, Mechanism.LAPLACE, **options)
        delta = 0.0
        if mechanism is Mechanism.GAUSSIAN:
            label, key = "δ it may cost", f"delta-{shop.name}"
            delta = st.number_input(label, 1e-15, 1e-3, USUAL_DELTA, format="%.1e", width=160, key=key)
    return Cost(mechanism, round(float(epsilon), 6), float(delta))
