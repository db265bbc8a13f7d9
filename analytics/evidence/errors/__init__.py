"""Where purchase predictions are wrong on visits held out, whether that is chance, and what it is worth."""
