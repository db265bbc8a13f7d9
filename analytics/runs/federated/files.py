"""The files of a federated training: no row of them is of a customer."""

from data.privacy.formats import Document, Frame

ROUNDS = Frame("federated_rounds.parquet", ("number", "loss", "n_shops", "n_clipped", "moved", "bytes_sent"))
BOOKS = Frame("federated_books.parquet", ("shop", "offer_id", "segment", "verdict", "discount_share"))
COMPARISON = Frame("federated_comparison.parquet", ("shop", "way", "n_cells", "auc", "log_loss"))
RECORD = Document(
    "federated.json",
    {"shops": list, "rounds": int, "bytes_sent": int, "n_shared": int, "lost": list, "comparison": list},
)
WRITTEN = (ROUNDS, BOOKS, COMPARISON, RECORD)
