"""What every page stands in: session and caches, frame, theme, formats, display, jobs."""
