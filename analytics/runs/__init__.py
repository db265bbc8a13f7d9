"""Training in a process of its own: start, follow, cancel, recover; every price book comes from a run."""

from analytics.runs.config import RunConfig
from analytics.runs.process import RunStatus, cancel, delete, list_runs, require_status, start, status
from analytics.runs.snapshot import best_sellers

__all__ = [
    "RunConfig",
    "RunStatus",
    "best_sellers",
    "cancel",
    "delete",
    "list_runs",
    "require_status",
    "start",
    "status",
]
