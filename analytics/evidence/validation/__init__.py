"""Would the model be as good on other weeks and other customers: folds, leaks, and more data."""
