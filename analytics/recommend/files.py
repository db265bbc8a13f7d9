"""The files of recommendations: what they are made from, and what they say."""

from analytics.recommend.feedback import COLUMNS as FEEDBACK_COLUMNS
from data.privacy.formats import Arrays, Document, Frame

PURCHASES = Frame("purchase_days.parquet")
EXPOSURES = Frame("exposures.parquet", ("customer_id", "product_id", "day"))
PRODUCTS = Frame("products.parquet", ("product_id", "title", "category", "list_price", "availability"))
ATTRIBUTES = Frame("product_attributes.parquet", ("product_id",))
PICTURES = Arrays("product_pictures.npz")
MODELS = Frame("recommendation_models.parquet", ("method", "is_default", "recall", "ndcg", "new_recall"))
COLD = Frame("recommendation_cold.parquet", ("who", "method", "n_customers", "recall", "ndcg"))
BLOCKS = Frame("recommendation_blocks.parquet", ("block", "is_used", "n_products", "recall_added"))
LISTS = Frame(
    "recommendations.parquet",
    ("customer_id", "method", "place", "product_id", "chance", "is_new", "is_in_stock"),
)
FEEDBACK = Frame("recommendation_feedback.parquet", FEEDBACK_COLUMNS)
OFFERS = Frame("offers.parquet", ("offer_id", "product_ids"))
COMPLETION = Frame("bundle_completion.parquet", ("method", "n_left_out", "recall", "ndcg"))
RECORD = Document(
    "recommendations.json",
    {"default": str, "horizon_days": int, "n_customers": int, "completion_weights": dict},
)
