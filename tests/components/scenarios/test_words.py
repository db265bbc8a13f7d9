from analytics.pricing.scenarios.scenario import Scenario
from analytics.pricing.scenarios.setting import AS_CHOSEN, CostChange, Mechanism, Setting
from components.scenarios.words import MECHANISMS, own_words, setting_words

LABELS = {"p0": "Coffee", "p1": "Filters", "p2": "Cups"}


def test_a_setting_as_the_page_has_it_needs_no_words():
    assert setting_words(AS_CHOSEN, LABELS, "€") == ""
    assert own_words([Scenario("a", (10,))], LABELS, "€") == []


def test_every_mechanism_has_its_words():
    assert set(MECHANISMS) == set(Mechanism)


def test_what_differs_is_told_in_words():
    costs = CostChange(per_order=2.5, payment_fee_share=0.02, product_cost_change=-0.1)
    setting = Setting(
        ("p0", "p2"), Mechanism.COUPON, coupon_for="p2", used_share=0.4, costs=costs, visits_change=0.25
    )

    words = setting_words(setting, LABELS, "€")

    assert words == (
        "Coffee + Cups · coupon on Cups, used by 40 % · €2.50 a parcel · payment fee 2.0 % · "
        "product costs \N{MINUS SIGN}10 % · visits +25 %"
    )
