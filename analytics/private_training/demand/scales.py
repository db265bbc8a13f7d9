"""How large a step each layer of a private demand model takes, and so how much noise it gets.

Priors in logits say how much a table's weights are worth learning; a price moves by a tenth or so, so that
its slope is scaled up as one would standardize it. None of it comes from data.
"""

SCALES = {
    "usual": 0.3,  # starts at noisy rates, like the next two: little is left to learn
    "product_taste": 0.3,
    "segment_taste": 0.3,
    "past_taste": 0.5,
    "segment_past": 0.1,
    "trait_taste": 0.05,
    "season_taste": 0.05,
    "period_effect": 0.1,
    "slope": 3.0,
    "segment_slope": 1.5,
    "trait_slope": 0.2,
    "product_slope": 1.0,
    "price_level": 0.5,
    "cross": 2.0,
    "cross_alike": 0.5,
    "control_shared": 3.0,
    "control_product": 0.5,
}
CLIP = 0.5  # times the root of cells per customer and member: the length of most customers' gradients
LEARNING_RATE = 6.0  # falls to zero along a cosine
