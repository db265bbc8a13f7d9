"""Practice shops: made on the upload page, and afterwards each answer beside the truth."""
