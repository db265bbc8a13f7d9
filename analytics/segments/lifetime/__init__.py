"""What customers are still worth: how often they will buy again, for how much, and how sure that is.

`value.LifetimeModel` is the door: purchase histories in, expected purchases and money with bands out.
"""
