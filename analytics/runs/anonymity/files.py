"""The files of an anonymous export: who it is made of while it is made, and what came of it."""

from data.privacy.artifacts import NUMBER
from data.privacy.formats import Document, Frame

PEOPLE = Frame("people.parquet")  # gone once the work is done
ANONYMOUS = Frame("anonymous.parquet")
REPORT = Document("anonymity.json", {
    "people": str, "asked": dict, "columns": dict, "before": dict, "after": dict, "loss": NUMBER,
    "is_best": bool, "left_out_share": NUMBER,
})  # fmt: skip
WRITTEN = (ANONYMOUS, REPORT)
