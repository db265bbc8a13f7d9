"""The row of `transfer`, and the two shops that it is between."""

from pathlib import Path

from tests.doors.row import Row
from tests.sequence_shops import sequence_files, sequence_shop

TRANSFER_ROWS = {
    "transferred": Row(
        "transfer --workspace {at}/lab-space --from-shop There --shop Here --shares 0.8 --seeds 2"
        " --rows 900 --seed 7 --out {at}/transferred"
    )
}


def write_pair(files: Path, workspace: Path) -> None:
    """Import two shops that sell the same categories."""
    for seed, name in ((1, "There"), (2, "Here")):
        sequence_shop(workspace, name, sequence_files(files / name, 40, seed))
