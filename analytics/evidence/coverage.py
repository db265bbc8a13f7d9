"""How far a run's price response reaches: over categories, and over the shop's revenue."""

import pandas as pd

from analytics.findings import Verdict

NO_CATEGORY = ""


def by_category(products: pd.DataFrame) -> pd.DataFrame:
    """Return one row per category, the one with most revenue first.

    Parameters
    ----------
    products : category, elasticity, verdict, revenue

    Returns
    -------
    category : empty where none is known
    n_products, n_priced : of the run, and those of them without a FAIL
    elasticity, lower_quarter, upper_quarter : median and middle half of those without a FAIL
    revenue, covered_share : of the run's products [currency], and what can be priced of it [share]
    """
    is_priced = (products["verdict"] != Verdict.FAIL) & products["elasticity"].notna()
    rows = products.assign(
        category=products["category"].fillna(NO_CATEGORY).astype(str),
        is_priced=is_priced,
        told=products["elasticity"].where(is_priced),
        covered=products["revenue"].where(is_priced, 0.0),
    )
    groups = rows.groupby("category", sort=False)
    table = pd.DataFrame(
        {
            "n_products": groups.size(),
            "n_priced": groups["is_priced"].sum(),
            "elasticity": groups["told"].median(),
            "lower_quarter": groups["told"].quantile(0.25),
            "upper_quarter": groups["told"].quantile(0.75),
            "revenue": groups["revenue"].sum(),
            "covered_share": groups["covered"].sum() / groups["revenue"].sum().where(lambda of: of > 0),
        }
    )
    return (
        table.rename_axis("category").reset_index().sort_values("revenue", ascending=False, ignore_index=True)
    )


def coverage_of(products: pd.DataFrame, n_in_shop: int, revenue_of_shop: float) -> pd.DataFrame:
    """Return how many products, and which share of the shop's revenue, have which verdict.

    Parameters
    ----------
    products : of the run: verdict, revenue

    Returns
    -------
    verdict : PASS, WARN and FAIL; None for the products of the shop that the run did not look at
    n_products, revenue_share
    """
    groups = products.groupby("verdict")
    n, revenue = groups.size(), groups["revenue"].sum()
    seen = [float(revenue.get(v, 0.0)) for v in Verdict]
    money = [*seen, max(revenue_of_shop - sum(seen), 0.0)]
    n_products = [*(int(n.get(v, 0)) for v in Verdict), max(n_in_shop - len(products), 0)]
    verdicts = pd.Series([*Verdict, None], dtype=object)
    shares = [of / max(sum(money), 1e-9) for of in money]
    return pd.DataFrame({"verdict": verdicts, "n_products": n_products, "revenue_share": shares})
