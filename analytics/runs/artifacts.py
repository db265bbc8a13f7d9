"""Every file of a pricing run and of its check: what it is called, and what every version wrote in it."""

from data.privacy.artifacts import NUMBER
from data.privacy.formats import Arrays, Document, Frame, Model

BAND = ("elasticity", "elasticity_low", "elasticity_high")
PROFIT = ("incremental_profit_per_visit", "incremental_profit_low", "incremental_profit_high")

# the snapshot: what a run learns from
CONFIG = Document("config.json", dict.fromkeys(("products", "instruments", "offers"), list))
FACTS = Document("snapshot.json", {"fingerprint": str, "boundary": str})
VISITS = Frame("visits.parquet")
VISIT_LINES = Frame("visit_lines.parquet")
PRICE_DAYS = Frame("price_days.parquet")
PRODUCTS_IN = Frame("products.in.parquet")
PRODUCT_PICTURES = Arrays("product_pictures.npz")  # where the shop has pictures
CUSTOMERS_IN = Frame("customers.in.parquet")
CUSTOMERS_BEFORE = Frame("customers_before.parquet")  # as of the first moment held out
PERSONS = Frame("persons.parquet", ("customer_id", "person_id"))  # where ids are joined
SNAPSHOT = (FACTS, VISITS, VISIT_LINES, PRICE_DAYS, PRODUCTS_IN, CUSTOMERS_IN, CUSTOMERS_BEFORE)

# what the run adds to it first
PRODUCT_VECTORS = Arrays("product_vectors.npz")
PRODUCT_BLOCKS = Frame("product_blocks.parquet", ("block", "is_used", "error", "error_without"))

# what later scoring needs, copied beside the price book of the command line
RECORD = Document("run.json", {"fingerprint": str, "seed": int, "seconds": dict})
EVIDENCE = Document("evidence.json", {"model": {"n_visits": int, "n_products": int}, "baselines": dict})
TRAFFIC = Document("market.json", {"visits_per_week": NUMBER})
MOMENTS = Frame("moments.parquet")
AUDIENCE = Arrays("audience.npz")
PRODUCTS = Frame("products.parquet", (
    "product_id", "title", "category", "list_price", "cost", "is_cost_assumed", "return_share",
    "price_low", "price_high", "n_bought", *BAND, "verdict", "reason",
))  # fmt: skip
ELASTICITIES = Frame("elasticities.parquet", ("product_id", "segment", *BAND))
GATES = Frame("gates.parquet", ("name", "product_id", "verdict", "value"))
CROSS_EFFECTS = Frame(
    "cross_effects.parquet", ("product_a", "product_b", "effect", "effect_low", "effect_high", "n_both")
)
TOGETHER = Frame("bought_together.parquet", ("a", "b", "n"))
BUNDLES = Frame("bundles.parquet", (
    "offer_id", "product_ids", "composition", "support", "lift", "lift_low", "lift_high",
    "component_price", "discount_share", *PROFIT, "verdict", "reason",
))  # fmt: skip
PRICE_BOOK = Frame("price_book.parquet", (
    "offer_id", "product_ids", "composition", "segment", "n_customers", "component_price",
    "discount_share", "bundle_price", "take_rate", *PROFIT, "verdict", "reason",
))  # fmt: skip
PORTFOLIO = Document("portfolio.json", dict.fromkeys(("total", "low", "high"), NUMBER) | {"n_offers": int})
PORTFOLIO_ROWS = Frame("portfolio.parquet", (
    "offer_id", "segment", "is_shown", "worth_per_year", "worth_low", "worth_high",
))  # fmt: skip
SALES = Frame("sales.parquet", ("product_id", "units", "revenue", "list_price", "cost", "return_share"))
PLAIN_ADVICE = Frame("plain_advice.parquet")
GROUPS = Frame("groups.parquet", ("attribute", "group", "segment", "n_customers"))  # counts, of 10 and more
WITHHELD = Frame("withheld.parquet")  # what gates keep back: to judge the gates by, shown nowhere as advice
PAST_SALES = Frame("past_sales.parquet")  # by product and period, with what was expected; no customer in it
KEPT = (
    *(CONFIG, RECORD, EVIDENCE, TRAFFIC, MOMENTS, AUDIENCE, PRODUCTS, ELASTICITIES, GATES, PAST_SALES),
    *(CROSS_EFFECTS, TOGETHER, BUNDLES, PRICE_BOOK, PLAIN_ADVICE, WITHHELD, PORTFOLIO, PORTFOLIO_ROWS, SALES),
)

# the rest
CUSTOMERS = Frame("customers.parquet", ("segment",))
AUDIENCE_CUSTOMERS = Frame("audience_customers.parquet", ("row", "customer_id"))
MODEL = Model("model")
HOLDOUT = Frame(
    "holdout.parquet", ("customer_row", "product_id", "segment", "bought", "price", "score_model")
)
EXPLANATION = Frame("explanation.parquet")
EXPLANATION_FACTS = Document("explanation.json")
DEPENDENCE = Frame("dependence.parquet")
READ_BACK = {  # field of `Results` → what it is read of
    "products": PRODUCTS,
    "elasticities": ELASTICITIES,
    "gates": GATES,
    "cross_effects": CROSS_EFFECTS,
    "bundles": BUNDLES,
    "price_book": PRICE_BOOK,
    "customers": CUSTOMERS,
}

# the recovery check
ASKED = Document("recovery.in.json")
_COUNTS = ("n_visits", "n_visits_simulated", "n_customers_simulated", "n_products", "n_offers")
REPORT = Document(
    "recovery.json", {"needs": dict, "cross_share": NUMBER, "seconds": NUMBER} | dict.fromkeys(_COUNTS, int)
)
RECOVERED = tuple(
    Frame(f"recovery_{name}.parquet") for name in ("trials", "elasticities", "cross_effects", "advice")
)

# the explanation of many customers
EXPLAIN_ASKED = Document("explained.in.json")
EXPLAINED = Document("explained.json", {
    "n_customers": int, "n_background": int, "seconds": NUMBER, "seconds_a_row": NUMBER, "gap": NUMBER,
    "base_value": NUMBER, "groups": list, "parts": list, "glass": dict,
})  # fmt: skip
EXPLAINED_ROWS = Frame(
    "explained_rows.parquet", ("customer_id", "product_id", "visited_at", "price", "score")
)
EXPLAINED_PAIRS = Frame("explained_pairs.parquet", ("group", "other", "mean", "mean_absolute"))
EXPLAINED_STABILITY = Frame("explained_stability.parquet", (
    "drawn", "group", "mean_absolute", "low", "high", "rank", "rank_low", "rank_high", "same_rank_share",
))  # fmt: skip
EXPLAINED_AGREEMENT = Frame("explained_agreement.parquet", ("figure", "value", "low", "high"))
EXPLAINED_CURVES = Frame("explained_curves.parquet", ("input", "value", "name", "log_odds", "n"))
EXPLAINED_TABLES = (
    *(EXPLAINED_ROWS, EXPLAINED_PAIRS, EXPLAINED_STABILITY, EXPLAINED_AGREEMENT, EXPLAINED_CURVES),
)
