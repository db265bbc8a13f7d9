import pandas as pd
import pytest

from analytics.checks.answer_codes import Answer, Answered, Found, Question, Remedy
from analytics.checks.answers import what_data_can_answer
from components.quality.answer_words import FOUND, QUESTIONS, REMEDIES, VERDICTS
from components.quality.answers import in_words

SHOP = {
    "n_buyers": 500,
    "n_repeat_buyers": 300,
    "n_regulars": 400,
    "n_orders": 1000,
    "n_nameless_orders": 0,
    "n_joint_orders": 400,
    "n_views": 9000,
    "n_nameless_views": 0,
    "n_viewers": 900,
    "n_days": 800,
    "n_instruments": 1,
    "n_attributes": 3,
}
PRODUCT = {
    "product_id": "p",
    "n_sold": 200,
    "n_views": 0,
    "revenue": 100.0,
    "has_cost": True,
    "log_price_spread": 0.1,
    "within_day_share": 0.0,
}
TIERS = {"within_day_share": 0.7}


def answers(shop=None, product=None, n_products=10):
    return answers_of(shop, [PRODUCT | (product or {})] * n_products)


def answers_of(shop, products):
    found = what_data_can_answer(pd.Series(SHOP | (shop or {})), pd.DataFrame(products))
    return {answer.question.value: answer for answer in found}


def sentence(answer):
    return in_words(answer)["sentence"]


@pytest.mark.parametrize(
    ("codes", "words"), [(Answered, VERDICTS), (Question, QUESTIONS), (Found, FOUND), (Remedy, REMEDIES)]
)
def test_every_code_has_its_words(codes, words):
    assert set(words) == set(codes)


def test_an_answer_in_words_is_question_verdict_sentence_and_remedy():
    figures = {"n": 40, "repeat": 0.004, "nameless": 0.25}
    found = (Found.BUYERS, Found.NAMELESS_ORDERS)

    answer = Answer(Question.SEGMENTS, Answered.PARTLY, 40, found, figures, Remedy.IDS_OF_ORDERS)

    assert in_words(answer) == {
        "question": "Who are my customers? (segments)",
        "verdict": "Partly",
        "figure": 40,
        "sentence": "40 known customers bought, under 1 % of them more than once; "
        "25 % of the orders name no customer",
        "remedy": "Bring customer ids with those orders",
    }


def test_a_rich_shop_answers_everything():
    found = answers()

    assert {answer.verdict for answer in found.values()} == {"yes"}
    assert not any(answer.remedy for answer in found.values())


@pytest.mark.parametrize(
    ("topic", "shop", "product", "verdict"),
    [
        ("segments", {"n_buyers": 50}, {}, "partly"),
        ("segments", {"n_buyers": 5}, {}, "no"),
        ("price_response", {}, {"log_price_spread": 0.005}, "no"),
        ("price_response", {}, {"log_price_spread": 0.02}, "partly"),
        ("price_response", {}, {"n_sold": 10}, "no"),
        ("price_response", {}, {"within_day_share": 0.95}, "no"),
        ("price_response", {}, TIERS, "partly"),
        ("bundles", {"n_joint_orders": 30}, {}, "partly"),
        ("bundles", {"n_joint_orders": 3}, {}, "no"),
        ("interests", {"n_views": 0, "n_viewers": 0}, {}, "partly"),
        ("interests", {"n_views": 0, "n_viewers": 0, "n_repeat_buyers": 2}, {}, "no"),
        ("personal_prices", {"n_regulars": 10}, {}, "no"),
        ("profit", {}, {"has_cost": False}, "no"),
        ("instruments", {"n_instruments": 0}, {}, "partly"),
        ("seasons", {"n_days": 370}, {}, "partly"),
        ("seasons", {"n_days": 40}, {}, "no"),
    ],
)
def test_what_is_not_there_is_said_with_what_would_help(topic, shop, product, verdict):
    answer = answers(shop, product)[topic]

    assert answer.verdict == verdict
    assert answer.remedy


def test_the_figures_stand_in_the_sentence():
    found = answers({"n_joint_orders": 30}, {}, n_products=1032)

    assert found["price_response"].figure == 1032
    assert "1,032 of 1,032 products" in sentence(found["price_response"])
    assert "3 % of 1,000 orders" in sentence(found["bundles"])


def test_best_sellers_of_several_prices_a_day_are_named_where_hardly_anything_can_be_priced():
    best_sellers = [PRODUCT | TIERS | {"n_sold": 9_000 - n} for n in range(200)]

    few, many = (answers_of({}, best_sellers + [PRODUCT] * n)["price_response"] for n in (5, 100))

    assert (few.verdict, many.verdict) == ("partly", "yes")
    assert "for 205 of 205 products, for 5 of them beyond doubt" in sentence(few)
    assert sentence(few).endswith("of 30 best sellers, 30 have several prices a day")
    assert few.remedy == Remedy.SPLIT_TIERS


@pytest.mark.parametrize("n_nameless", [0, 500])
def test_customer_ids_are_asked_for_only_where_they_are_missing(n_nameless):
    found = answers(
        {
            "n_repeat_buyers": 20,
            "n_nameless_orders": n_nameless,
            "n_views": 900,
            "n_nameless_views": n_nameless,
        }
    )

    for topic in ("segments", "interests"):
        assert found[topic].verdict == "partly"
        is_asked = found[topic].remedy in (Remedy.IDS_OF_ORDERS, Remedy.IDS_OF_VIEWS)
        assert is_asked == bool(n_nameless)


def test_a_longer_history_is_asked_for_only_where_it_is_short():
    short, long = (answers({"n_repeat_buyers": 20, "n_days": n})["segments"].remedy for n in (90, 2000))

    assert (short, long) == (Remedy.MORE_WHO_COME_BACK, Remedy.GROUP_BY_ATTRIBUTE)


def test_many_joint_orders_of_few_are_called_few():
    found = answers({"n_orders": 20, "n_joint_orders": 14})["bundles"]

    assert found.verdict == "no"
    assert "create demand" not in sentence(found)
