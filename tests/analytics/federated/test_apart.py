"""Shops behind lines: the same training as side by side, also where one is lost, and lines that break."""

import threading
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Listener

import numpy as np
import pytest

from analytics.federated.apart.middle import LostError, Middle
from analytics.federated.apart.shop import AnsweringShop
from analytics.federated.apart.sockets import HOST, new_key, serve, socket_lines
from analytics.federated.apart.wire import Step, packed, unpacked, words
from analytics.federated.averaging import PlainSum, train_together
from tests.analytics.federated.conftest import CONFIG, client
from tests.logs import few_steps


class DirectLines:
    """Lines to shops of this process; a shop is gone from a step of a round on."""

    def __init__(self, shops, gone=None):
        self.shops, self.gone, self.heard = shops, gone, []

    def ask(self, questions):
        found = {}
        for i, question in questions.items():
            told = unpacked(question)
            self.heard.append((i, told["step"], told.get("part")))
            if self.gone and self.gone[0] == i and (told["step"], told.get("part")) == self.gone[1]:
                self.shops = {j: shop for j, shop in self.shops.items() if j != i}
            if i in self.shops:
                found[i] = packed(self.shops[i].answer(told))
        return found


def shops_of(worlds):
    """Return answering shops, and where they keep their models."""
    kept = {}
    clients = [client(world, seed=i) for i, world in enumerate(worlds)]
    return {i: AnsweringShop(i, c, lambda m, i=i: kept.update({i: m})) for i, c in enumerate(clients)}, kept


def test_shops_behind_lines_train_as_those_side_by_side(worlds, monkeypatch):
    few_steps(monkeypatch)
    shops, kept = shops_of(worlds)

    server = Middle(DirectLines(shops), 2, CONFIG).train(lambda share: None)

    beside = train_together([client(world, seed=i) for i, world in enumerate(worlds)], CONFIG, PlainSum())
    np.testing.assert_allclose(server.shared, beside.shared, atol=1e-3)
    assert [one.n_shops for one in server.rounds] == [2, 2]
    assert sorted(kept) == [0, 1] and all(shop.is_over for shop in shops.values())


@pytest.mark.parametrize("step", [Step.DEAL, Step.SEND, Step.REVEAL])
def test_a_shop_that_is_lost_for_good_stops_nobody(worlds, monkeypatch, step):
    few_steps(monkeypatch)
    shops, kept = shops_of((*worlds, worlds[0]))
    middle = Middle(DirectLines(shops, gone=(2, (step, 1))), 3, CONFIG)

    server = middle.train(lambda share: None)

    came = 3 if step is Step.REVEAL else 2  # its message was there by then
    assert [one.n_shops for one in server.rounds] == [came, 2]
    assert (2, 2) in middle.lost and sorted(kept) == [0, 1]
    assert np.isfinite(server.shared).all()


def test_a_shop_that_is_missing_from_the_first_is_told(worlds, monkeypatch):
    few_steps(monkeypatch)
    shops, _ = shops_of(worlds)

    with pytest.raises(LostError):
        Middle(DirectLines(shops, gone=(1, (Step.HELLO, None))), 2, CONFIG).train(lambda share: None)


@pytest.fixture
def answering():
    """Two shops that listen: one answers everything, one hangs up at the second question."""
    key, asked, over = new_key(), [], threading.Event()

    def once(told):
        asked.append(told)
        if len(asked) > 1:
            raise EOFError
        return {"n": told["n"] + 1}

    with Listener((HOST, 0), authkey=key) as one, Listener((HOST, 0), authkey=key) as other:
        for listener, answer in ((one, lambda told: {"n": told["n"]}), (other, once)):
            threading.Thread(target=serve, args=(listener, answer, over.is_set), daemon=True).start()
        yield {0: one.address, 1: other.address}, key
        over.set()


def test_a_line_that_breaks_is_lost_and_the_others_go_on(answering):
    with socket_lines(*answering) as lines:
        first, second = (lines.ask({i: packed({"n": 5}) for i in (0, 1)}) for _ in range(2))

    assert {i: unpacked(told)["n"] for i, told in first.items()} == {0: 5, 1: 6}
    assert list(second) == [0]


def test_nobody_without_the_key_may_ask(answering):
    addresses, _ = answering

    with pytest.raises(AuthenticationError):
        Client(addresses[0], authkey=b"another")
    with socket_lines(*answering) as lines:
        assert unpacked(lines.ask({0: packed({"n": 1})})[0]) == {"n": 1}


def test_numbers_arrive_as_they_were_sent():
    sent = np.array([0.1, -1e300, 5e-324, np.pi])

    np.testing.assert_array_equal(words(unpacked(packed({"x": sent}))["x"]), sent)
    with pytest.raises(ValueError, match="no object"):
        unpacked(b"[1]")
