"""Would it find the truth in a shop like this? Replays of the shop, refitted, beside their truth."""
