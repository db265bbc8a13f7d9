"""Methods side by side: the same customers, found into segments by each, judged by the same figures."""
