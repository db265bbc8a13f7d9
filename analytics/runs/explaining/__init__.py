"""The explanation of a finished run: many held-out customers taken apart, and what the page shows of them."""
