"""Why an offer is priced as it is: its discount and its profit, shared fairly among named causes."""
