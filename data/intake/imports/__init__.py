"""What an import leaves in a shop: its record, what it replaces, and what it shares with others."""
