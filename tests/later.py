"""What a shop sells after its training: its own last weeks once more, as if nothing had changed."""

import pandas as pd


def later_events(events: pd.DataFrame, weeks: int) -> pd.DataFrame:
    """Return the events of the last weeks, so many weeks later, in sessions and orders of their own."""
    moved = pd.Timedelta(weeks=weeks)
    times = pd.to_datetime(events["event_time"])
    rows = events[times > times.max() - moved]
    again = (times[rows.index] + moved).dt.strftime("%Y-%m-%d %H:%M:%S")
    ids = [name for name in ("session_id", "order_id") if name in rows]
    return rows.assign(event_time=again, **{name: "later-" + rows[name].astype(str) for name in ids})
