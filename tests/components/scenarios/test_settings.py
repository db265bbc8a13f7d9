import json

from analytics.pricing.offers.deals import CostChange, Deal
from components.scenarios.settings import AS_ON_THE_PAGE, COUPON, SHIPPING, Setting

LABELS = {"p0": "Coffee", "p1": "Filters", "p2": "Cups"}


def test_a_setting_without_arguments_is_a_bundle_price_for_the_chosen_parts():
    assert AS_ON_THE_PAGE.deal(("p0", "p1")) == Deal()
    assert AS_ON_THE_PAGE.of(("p0", "p1")) == ("p0", "p1")
    assert AS_ON_THE_PAGE.words(LABELS, "€") == ""


def test_a_coupon_is_for_the_part_it_names_else_for_the_second():
    coupon = Setting(mechanism=COUPON, coupon_for="p0", used_share=0.5)

    assert coupon.deal(("p2", "p0")) == Deal(on=(1,), used_share=0.5)
    assert coupon.deal(("p1", "p2")).on == (1,)


def test_what_differs_is_told_in_words():
    costs = CostChange(per_order=2.5, payment_fee_share=0.02, product_cost_change=-0.1)
    setting = Setting(("p0", "p2"), COUPON, coupon_for="p2", used_share=0.4, costs=costs, visits_change=0.25)

    words = setting.words(LABELS, "€")

    assert words == (
        "Coffee + Cups · coupon on Cups, used by 40 % · €2.50 a parcel · payment fee 2.0 % · "
        "product costs \N{MINUS SIGN}10 % · visits +25 %"
    )


def test_visits_do_not_change_what_happens_in_one_visit():
    assert Setting(visits_change=0.5).with_usual_visits == AS_ON_THE_PAGE


def test_a_setting_survives_as_json():
    setting = Setting(("p0", "p1"), SHIPPING, shipping=3.0, costs=CostChange(per_item=0.2))

    plain = json.loads(json.dumps(setting.plain()))

    assert Setting.of_plain(plain, ["p0", "p1", "p2"]) == setting


def test_parts_that_are_no_longer_in_scope_give_way_to_the_bundles():
    plain = Setting(("p0", "gone"), visits_change=0.1).plain()

    assert Setting.of_plain(plain, ["p0", "p1"]) == Setting(visits_change=0.1)
    assert Setting.of_plain(None, ["p0"]) == AS_ON_THE_PAGE
