"""The registry of lab runs: listed, compared, put to use, put away, deleted, handed over and taken in."""
