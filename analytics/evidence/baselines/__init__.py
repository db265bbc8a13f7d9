"""Models beside the demand model: what it must beat before anyone should believe it."""
