"""The files of a search: what was tried, as it goes on, and what came of it."""

from data.privacy.formats import Document, Frame

TRIED = Document("tried.json", {"trials": list})  # after each trial; a search goes on from it
TRIALS = Frame("trials.parquet", ("trial", "outcome", "loss", "best_loss", "seconds"))
RECORD = Document(
    "tuning.json",
    {
        "method": str,
        "sampler": str,
        "seed": int,
        "train": dict,
        "winner": {"trial": int, "figures": dict, "loss": (int, float), "test_loss": (int, float)},
        "default": {"loss": (int, float), "test_loss": (int, float)},
        "gain": {"value": (int, float), "low": (int, float), "high": (int, float)},
        "verdict": str,
        "importance": dict,
        "space": list,
        "n_trials": dict,
    },
)
WRITTEN = (TRIALS, RECORD)
