"""Private figures and their budget in words; the command line and the page say the same."""

from collections.abc import Mapping

from analytics.cli.wording import counted
from analytics.runs.private_figures.question import ASSUMED_CUSTOMERS, Of, Question, Statistic, expected_error
from analytics.runs.private_figures.rows import Bounded
from data.privacy.budget.amounts import Composition, Cost, Mechanism
from data.privacy.budget.record import Budget

STATISTIC_WORDS: Mapping[Statistic, str] = {
    Statistic.COUNT: "How many customers",
    Statistic.SUM: "Sum",
    Statistic.MEAN: "Mean",
    Statistic.HISTOGRAM: "How many customers by range",
}
OF_WORDS: Mapping[Of, str] = {Of.MONETARY: "Revenue", Of.ORDERS: "Orders", Of.VISITS: "Visits"}
MECHANISM_WORDS: Mapping[Mechanism, str] = {
    Mechanism.LAPLACE: "Laplace (ε alone)",
    Mechanism.GAUSSIAN: "Gaussian (ε and δ)",
}
COMPOSITION_WORDS: Mapping[Composition, str] = {
    Composition.BASIC: "Added up one by one",
    Composition.ZCDP: "Concentrated (zCDP): cheaper for many Gaussian figures",
}


def error_words(question: Question, cost: Cost) -> str:
    """Return the error to expect, before anything is spent."""
    group = f" for a group of {ASSUMED_CUSTOMERS:,} customers" if question.statistic is Statistic.MEAN else ""
    width = f"±{expected_error(question, cost):,.4g}"
    return f"Nine of ten figures are within {width} of what they are without noise{group}"


def clipped_words(bounded: Bounded, question: Question) -> str:
    """Return how many customers count for less than they did."""
    words = [f"{counted(bounded.n_customers, 'customer')}"]
    if question.statistic in (Statistic.SUM, Statistic.MEAN):
        words.append(f"{bounded.n_clipped:,} clipped to {question.at_most:,.10g}")
    if bounded.n_groups_cut:
        words.append(f"{bounded.n_groups_cut:,} in more groups than they count in")
    return ", ".join(words)


def budget_words(budget: Budget) -> str:
    """Return what of a budget is spent and left."""
    limit, left, n = budget.limit(), budget.left(), len(budget.history())
    if not n:
        return f"Nothing is spent yet: ε {limit.epsilon:.4g} is left"
    spent = budget.spent()
    delta = f"; of δ {limit.delta:.2g}, {left.delta:.2g}" if spent.delta else ""
    return (
        f"{counted(n, 'question')} cost ε {spent.epsilon:.4g} of {limit.epsilon:.4g}: "
        f"{left.epsilon:.4g} left{delta}"
    )
