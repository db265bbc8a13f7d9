"""What to show a customer next: models side by side, judged on purchases that came later."""
