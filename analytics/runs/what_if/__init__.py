"""What if: held-out predictions asked again with something changed, by the model that prices rest on."""
