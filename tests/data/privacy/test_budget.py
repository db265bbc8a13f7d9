"""The privacy budget: costs add up over processes, nothing is overdrawn, what is kept costs nothing."""

import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.privacy.budget.amounts import Composition, Cost, Limit, Mechanism, added
from data.privacy.budget.noise import half_width, noisy, scale_of
from data.privacy.budget.record import FILE, FOLDER, Budget
from data.schema import InputError

ROOT = Path(__file__).parents[3]
LAPLACE, GAUSSIAN = Mechanism.LAPLACE, Mechanism.GAUSSIAN
FIGURES = [{"group": "all", "figure": 1.0}]
ASK = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from data.privacy.budget.amounts import Cost, Mechanism
from data.privacy.budget.record import Budget
from data.schema import InputError
budget = Budget(Path(sys.argv[1]))
def session(n):
    try:
        question, cost = {"asked": [sys.argv[2], n]}, Cost(Mechanism.LAPLACE, 0.1)
        budget.answer(question, "data", cost, lambda: [{"figure": 1}])
    except InputError:
        return "refused"
    return "answered"
with ThreadPoolExecutor(5) as sessions:
    print(*sessions.map(session, range(5)))
"""


def test_epsilon_adds_up_over_twenty_sessions_at_once_and_is_not_overdrawn(tmp_path):
    budget = Budget(tmp_path)
    budget.save_limit(Limit(1.5))
    command = [sys.executable, "-c", ASK, str(tmp_path)]

    sessions = [
        subprocess.Popen([*command, str(n)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for n in range(4)
    ]
    said = " ".join(session.communicate()[0] for session in sessions).split()

    assert [session.returncode for session in sessions] == [0] * 4
    assert (said.count("answered"), said.count("refused")) == (15, 5)
    assert len(budget.history()) == 15 and all(one.figures for one in budget.history())
    assert budget.spent().epsilon == pytest.approx(1.5)
    assert budget.left().epsilon == pytest.approx(0)


def test_what_is_kept_answers_again_at_no_cost(tmp_path):
    budget = Budget(tmp_path)
    budget.answer({"asked": 1}, "data", Cost(LAPLACE, 1.0), lambda: FIGURES)

    again = budget.answer({"asked": 1}, "data", Cost(LAPLACE, 1.0), lambda: pytest.fail("drawn again"))
    budget.answer({"asked": 1}, "other data", Cost(LAPLACE, 1.0), lambda: FIGURES)

    assert again == FIGURES == budget.kept({"asked": 1}, "data")
    assert budget.spent().epsilon == 2.0


def test_what_is_refused_draws_nothing_and_costs_nothing(tmp_path):
    budget = Budget(tmp_path)

    with pytest.raises(InputError, match="only epsilon 3 and delta 1e-06 are left"):
        budget.answer({"asked": 1}, "data", Cost(LAPLACE, 3.1), lambda: pytest.fail("drawn"))

    assert budget.history() == []


def test_a_process_killed_before_it_answered_has_paid_and_is_not_paid_for_twice(tmp_path):
    budget = Budget(tmp_path)

    def killed():
        assert [one.figures for one in Budget(tmp_path).history()] == [None]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        budget.answer({"asked": 1}, "data", Cost(LAPLACE, 2.0), killed)

    assert budget.spent().epsilon == 2.0
    assert budget.answer({"asked": 1}, "data", Cost(LAPLACE, 2.0), lambda: FIGURES) == FIGURES
    assert budget.spent().epsilon == 2.0


def test_a_limit_is_neither_set_below_what_is_spent_nor_added_up_in_another_way_then(tmp_path):
    budget = Budget(tmp_path)
    budget.answer({"asked": 1}, "data", Cost(LAPLACE, 2.0), lambda: FIGURES)

    with pytest.raises(InputError, match="are spent already"):
        budget.save_limit(Limit(1.0))
    with pytest.raises(InputError, match="costs go on adding up as before"):
        budget.save_limit(Limit(9.0, composition=Composition.ZCDP))
    budget.save_limit(Limit(5.0))

    assert budget.limit() == Limit(5.0) and budget.left().epsilon == 3.0


def test_a_damaged_record_is_said_and_not_added_to(tmp_path):
    budget = Budget(tmp_path)
    budget.answer({"asked": 1}, "data", Cost(LAPLACE, 1.0), lambda: FIGURES)
    file = tmp_path / FOLDER / FILE
    file.write_bytes(file.read_bytes()[:-9])

    with pytest.raises(InputError, match="the record of the privacy budget is damaged"):
        budget.answer({"asked": 2}, "data", Cost(LAPLACE, 1.0), lambda: FIGURES)


@given(st.lists(st.floats(0.01, 1.0), min_size=1, max_size=30), st.floats(1e-9, 1e-4))
def test_the_composition_of_gaussians_is_that_of_the_papers(epsilons, delta):
    costs = [Cost(GAUSSIAN, epsilon, delta) for epsilon in epsilons]

    one = added(costs[:1], Limit(9, delta, Composition.ZCDP))
    basic = added(costs, Limit(9, delta))
    zcdp = added(costs, Limit(9, delta, Composition.ZCDP))

    assert one.epsilon == pytest.approx(epsilons[0])  # to zCDP and back
    assert (basic.epsilon, basic.delta) == pytest.approx((sum(epsilons), len(epsilons) * delta))
    assert zcdp.epsilon <= basic.epsilon * (1 + 1e-9) and zcdp.delta == delta


def test_the_noise_is_spread_as_it_should_be():
    for cost, l1, l2 in ((Cost(LAPLACE, 0.5), 10, 10.0), (Cost(GAUSSIAN, 0.5, 1e-6), 10, 10.0)):
        scale, n = scale_of(cost, l1, l2), 20_000
        drawn = np.array(noisy([1000] * n, cost, l1, l2)) - 1000

        variance = 2 * scale**2 if cost.mechanism is LAPLACE else scale**2
        kurtosis = 6 if cost.mechanism is LAPLACE else 3
        assert abs(drawn.mean()) < 6 * math.sqrt(variance / n)
        assert abs(drawn.var() / variance - 1) < 6 * math.sqrt((kurtosis - 1) / n)
        within = np.mean(np.abs(drawn) <= half_width(cost, scale))
        assert abs(within - 0.9) < 6 * math.sqrt(0.09 / n) + 1 / scale


def test_the_gaussian_costs_what_dp_accounting_says_of_it():
    from dp_accounting.pld import privacy_loss_distribution as pld

    cost = Cost(GAUSSIAN, 0.8, 1e-6)

    exact = pld.from_gaussian_mechanism(scale_of(cost, 1, 1.0))

    assert exact.get_epsilon_for_delta(cost.delta) <= cost.epsilon


def test_with_a_key_the_record_is_written_anew_encrypted(tmp_path, monkeypatch):
    budget = Budget(tmp_path)
    budget.answer({"asked": 1}, "data", Cost(LAPLACE, 1.0), lambda: FIGURES)
    monkeypatch.setenv("BUNDLEWISE_KEY", "a key")

    budget.encrypt()

    assert b"asked" not in (tmp_path / FOLDER / FILE).read_bytes()
    assert budget.kept({"asked": 1}, "data") == FIGURES


def test_the_record_holds_codes_and_figures_alone(tmp_path):
    Budget(tmp_path).answer({"asked": 1}, "data", Cost(LAPLACE, 1.0), lambda: FIGURES)

    lines = [json.loads(line) for line in (tmp_path / FOLDER / FILE).read_text().splitlines()]

    assert [line["act"] for line in lines] == ["spent", "answered"]
