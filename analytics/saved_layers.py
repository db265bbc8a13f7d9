"""The name that Keras keeps our layers under: models saved with it are opened by it."""

PACKAGE = "bundlewise"
