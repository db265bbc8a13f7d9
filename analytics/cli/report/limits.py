"""What the data cannot say, and the model card: what the model is for, and what it must not be used for."""

from analytics.cli.private_training import privacy_in_words
from analytics.cli.report.parts import Section, Table, count, number, share
from analytics.cli.wording import counted
from analytics.findings import Verdict
from analytics.runs.report import Report
from analytics.runs.worth import is_margin_assumed

PURPOSE = (
    "To propose which products to sell together, for which customer type and at which discount, to a person "
    "who decides. Every discount is an estimate and is best confirmed by an experiment."
)
INPUTS = (
    "Past purchases and habits of a customer, the product, its price, the customer type, season and weekday, "
    "the rest of the basket, and the columns of the customers file. What moves predictions most stands above."
)
NEVER = (
    "Not for prices of single persons, for credit, employment, insurance, housing or health; not for shops, "
    "products or prices far from those it learned from; not as proof of what a discount causes where checks "
    "say FAIL or WARN."
)
FAIRNESS = (
    "Customer types can stand for age, income or place without naming them. Look at who pays more and who "
    "pays less under Bundles before a price goes live, and leave out columns that must not count. This "
    "report names no customer."
)


def limits_section(report: Report) -> Section:
    """Return what the data cannot say."""
    found = report.found
    n_withheld = int((found.products["verdict"] == Verdict.FAIL).sum())
    n_warned = int((found.products["verdict"] == Verdict.WARN).sum())
    said = [
        f"For {counted(n_withheld, 'product')} of {count(len(found.products))} the data cannot show how "
        f"sales answer the price, and for {counted(n_warned, 'product')} only with a reservation.",
        "Prices that the shop has not asked, other seasons and new competitors are not in the data.",
        "Bands cover other customers like these in other weeks; they do not cover every error of the model.",
    ]
    if not found.config.instruments:
        said.append("No outside column moved the prices: what prices followed cannot be ruled out.")
    if is_margin_assumed(found):
        margin = share(found.config.costs.margin_share, 0)
        said.append(f"Some costs are in no file; they are assumed from a {margin} margin.")
    if report.tested is None:
        said.append("How well purchases are predicted is not known.")
    return Section("Limits", said)


def model_card(report: Report) -> Section:
    """Return the model card."""
    found = report.found
    model = found.evidence["model"]
    shop = f" of {report.origin.shop}" if report.origin else ""
    learned = f"{count(model['n_visits'])} visits and {count(len(found.products))} products{shop}"
    judged = ", ".join((
        f"AUC {number(model['auc'])}", f"log-loss {number(model['log_loss'])}",
        f"Brier {number(model['brier'])}", f"calibration error {number(model['ece'], 4)}",
    ))  # fmt: skip
    elasticity = number(model.get("elasticity"), 2)
    private = privacy_in_words(found.record)
    noise = ", but for the noise of its privacy, which is drawn anew each time" if private else ""
    rows = [
        ("Model", "A choice model of baskets with a network over each customer's past; more price never "
                  "means more sales, by construction"),
        ("Intended use", PURPOSE),
        ("Training data", f"{learned}, data fingerprint {found.record['fingerprint']}"),
        ("Inputs", INPUTS),
        ("Evaluation", f"On later visits that it has not seen: {judged}; elasticity {elasticity}"),
        ("Fairness", FAIRNESS),
        ("Must not be used", NEVER),
        ("Reproduced by", f"Seed {found.record['seed']}, with the settings and versions above{noise}"),
        *([("Privacy", private)] if private else []),
    ]  # fmt: skip
    return Section("Model card", [], tables=[Table("", ("Subject", "What holds"), rows)])
