"""What a scenario of a bundle earns: its discounts, settings and horizon, and what its profit rests on.

outcomes is what happens when a slider moves: curves computed once are looked up.
"""

PER = 1000  # visits that amounts are told for: money per single visit is too small to read
