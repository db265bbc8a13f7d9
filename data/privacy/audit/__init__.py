"""Who read, downloaded, imported, trained and erased what, when, in which state of the data."""
