from itertools import product

import numpy as np

from analytics.pricing.price_book.allocation import Claim, allocate, efficient_options

N_PROBLEMS, N_CLAIMS = 2_000, 50  # 100,000 claims


def drawn_claims(rng, n_claims, n_options=8, n_resources=2):
    depth = np.sort(rng.random((n_claims, n_options)), axis=1)
    depth[:, 0] = 0
    profit = depth * rng.uniform(-1, 2, (n_claims, 1)) - depth**2 * rng.uniform(0, 2, (n_claims, 1))
    use = depth[:, None] * rng.uniform(0, 3, (n_claims, n_resources, 1))
    return [Claim(p, u) for p, u in zip(profit, use, strict=True)]


def used(claims, taken):
    return sum(claim.use[:, at] for claim, at in zip(claims, taken, strict=True))


def earned(claims, taken):
    return sum(claim.profit[at] for claim, at in zip(claims, taken, strict=True))


def test_a_hundred_thousand_drawn_claims_never_use_more_than_there_is():
    rng, n_scarce = np.random.default_rng(1), 0

    for _ in range(N_PROBLEMS):
        claims = drawn_claims(rng, N_CLAIMS, n_options=5)
        room = rng.choice([0.0, 1.0, 5.0, 20.0, np.inf], 2)

        taken = allocate(claims, room)

        assert np.all(used(claims, taken) <= room * (1 + 1e-9))
        assert all(claim.profit[at] >= 0 for claim, at in zip(claims, taken, strict=True))
        n_scarce += earned(claims, taken) < sum(claim.profit.max() for claim in claims) - 1e-9

    assert n_scarce > N_PROBLEMS / 4


def test_with_room_for_all_everyone_gets_the_best():
    claims = drawn_claims(np.random.default_rng(2), 20)

    assert allocate(claims, np.array([np.inf, 1e6])) == [int(c.profit.argmax()) for c in claims]


def test_one_scarce_resource_is_shared_out_almost_as_well_as_possible():
    rng, shares = np.random.default_rng(3), []

    for _ in range(30):
        claims = drawn_claims(rng, 6, n_options=4, n_resources=1)
        room = 0.4 * used(claims, [int(c.profit.argmax()) for c in claims])
        every = [taken for taken in product(range(4), repeat=6) if used(claims, taken)[0] <= room[0]]
        best = max(earned(claims, taken) for taken in every)
        shares.append(earned(claims, allocate(claims, room)) / best if best > 0 else 1.0)

    assert np.mean(shares) > 0.95


def test_efficient_options_earn_less_and_less_per_use():
    profit, cost = np.array([0, 1.0, 3.0, 3.5, 2.0]), np.array([0, 1.0, 2.0, 3.0, 4.0])

    assert efficient_options(profit, cost) == [0, 2, 3]


def test_what_earns_nothing_is_not_taken():
    assert allocate([Claim(np.array([0.0, -1.0]), np.array([[0.0, 0.1]]))], np.array([5.0])) == [0]


def test_an_empty_shelf_gives_nothing():
    assert allocate([Claim(np.array([0.0, 1.0]), np.array([[0.0, 0.1]]))], np.array([0.0])) == [0]
