from analytics.pricing.offers.deals import Deal
from analytics.pricing.scenarios.setting import AS_CHOSEN, Mechanism, Setting


def test_a_setting_without_arguments_is_a_bundle_price_for_the_chosen_parts():
    assert AS_CHOSEN.deal(("p0", "p1")) == Deal()
    assert AS_CHOSEN.of(("p0", "p1")) == ("p0", "p1")


def test_a_coupon_is_for_the_part_it_names_else_for_the_second():
    coupon = Setting(mechanism=Mechanism.COUPON, coupon_for="p0", used_share=0.5)

    assert coupon.deal(("p2", "p0")) == Deal(on=(1,), used_share=0.5)
    assert coupon.deal(("p1", "p2")).on == (1,)


def test_visits_do_not_change_what_happens_in_one_visit():
    assert Setting(visits_change=0.5).with_usual_visits == AS_CHOSEN
