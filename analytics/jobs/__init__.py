"""Any long work: one registry of its kinds, one way to start, follow, cancel and recover it."""

from analytics.jobs.kinds import JobKind, register
from analytics.jobs.process import (
    cancel,
    cancel_all,
    delete,
    in_this_process,
    launch,
    list_jobs,
    new_job_id,
    require_status,
    status,
)
from analytics.jobs.state import ACTIVE, STATE_FILE, Cancelled, JobState, JobStatus, Progress, Stage
from analytics.jobs.thread import ThreadJob, at_work, start_in_thread

__all__ = [
    "ACTIVE",
    "STATE_FILE",
    "Cancelled",
    "JobKind",
    "JobState",
    "JobStatus",
    "Progress",
    "Stage",
    "ThreadJob",
    "at_work",
    "cancel",
    "cancel_all",
    "delete",
    "in_this_process",
    "launch",
    "list_jobs",
    "new_job_id",
    "register",
    "require_status",
    "start_in_thread",
    "status",
]
