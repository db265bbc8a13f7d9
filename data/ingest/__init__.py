"""Files come in: looked at, mapped, read into the shop, every row kept or rejected with its reason."""

from data.files.parts import Parts, parts_of
from data.files.preview import Preview
from data.ingest.load import Source, import_files
from data.ingest.look import ambiguous_dates, read_codes, read_preview
from data.ingest.record import Intake

__all__ = [
    "Intake",
    "Parts",
    "Preview",
    "Source",
    "ambiguous_dates",
    "import_files",
    "parts_of",
    "read_codes",
    "read_preview",
]
