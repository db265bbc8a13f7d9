"""Who may do what in a shop: roles, their rights, and the person who reads."""
