"""The files of a transfer: the gain by how much is known of the shop, and all trainings behind it."""

from data.privacy.formats import Document, Frame

SEQUENCES = Frame("transfer_sequences.parquet")  # of the other shop; gone once it is read
FIGURES = ("auc", "log_loss")
GAINS = Frame("transfer.parquet", ("data_share", "n_customers", "auc_pretrained", "auc_scratch", "auc_gain"))
RUNS = Frame("transfer_runs.parquet", ("data_share", "seed", "auc_pretrained", "auc_scratch"))
RECORD = Document(
    "transfer.json",
    {"source": str, "fingerprint": str, "source_fingerprint": str, "seeds": int, "pretraining": dict},
)
WRITTEN = (GAINS, RUNS, RECORD)
