"""Who pays more and is offered less, by any attribute; and whether other columns give a barred one away."""
