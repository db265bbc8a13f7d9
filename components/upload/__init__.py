"""Files of a shop: choose where they go, say what their columns mean, import them, see what arrived."""
