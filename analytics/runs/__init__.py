"""The pricing run: a snapshot of the shop, its stages, its results; every price book comes from one."""

from analytics.jobs.process import cancel, delete
from analytics.runs.config import RunConfig
from analytics.runs.process import list_runs, require_status, start, status
from analytics.runs.scope import ranked_products

__all__ = [
    "RunConfig",
    "cancel",
    "delete",
    "list_runs",
    "ranked_products",
    "require_status",
    "start",
    "status",
]
