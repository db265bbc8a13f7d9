"""Training in a process of its own: start, follow, cancel, recover; every price book comes from a run."""

from analytics.runs.config import RunConfig
from analytics.runs.process import RunStatus, cancel, list_runs, start, status

__all__ = ["RunConfig", "RunStatus", "cancel", "list_runs", "start", "status"]
