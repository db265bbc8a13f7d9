"""The files of a lab run: what was learned from, how it went, what came of it, and the model."""

from data.privacy.formats import Document, Frame, Model

EXAMPLES = Frame("lab_examples.parquet", ("outcome", "customer"))  # customer_id where rows name customers
PASTS = Frame("lab_pasts.parquet", ("past", "n_tokens"))  # where there are some: a row of tokens each
HISTORY = Frame("lab_history.parquet", ("epoch", "share", "train_loss", "validation_loss"))
TESTED = Frame("lab_test.parquet", ("outcome", "score", "customer"))  # customer: a code, nobody's id
INPUTS = Frame("lab_inputs.parquet", ("input", "mean_absolute"))  # of trees: what moves their answers
RECORD = Document(
    "lab_run.json",
    {
        "subject": str,
        "fingerprint": str,
        "method": str,
        "train": dict,
        "seed": int,
        "metrics": {"validation": dict, "test": dict},
        "n_rows": dict,
    },
)
MODEL = Model("model")
WRITTEN = (RECORD, HISTORY, TESTED)
