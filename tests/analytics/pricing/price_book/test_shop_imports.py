import json
from datetime import UTC, datetime

import numpy as np
import pandas as pd
import pytest

from analytics.pricing.price_book.shop_imports import coupon_codes, shopify_discounts, woocommerce_coupons

TITLES = {"B01": "Phone + case", "B02": "Phone + case + charger", "B03": "Cup + tea"}
PRICES = {"11": 80.0, "12": 20.0, "13": 10.0, "tea": 5.0}


def book(**changes):
    frame = {
        "offer_id": ["B01", "B01", "B02", "B03", "B01"],
        "product_ids": [["11", "12"], ["11", "12"], ["11", "12", "13"], ["13", "tea"], ["11", "12"]],
        "segment": ["Can't lose them", "Bargain hunters", "Bargain hunters", "Bargain hunters", "New"],
        "component_price": [100.0, 100.0, 110.0, 15.0, 100.0],
        "bundle_price": [80.0, 89.5, 99.0, 12.0, np.nan],
        "discount_share": [0.2, 0.105, 0.1, 0.2, np.nan],
        "verdict": ["PASS", "WARN", "PASS", "PASS", "FAIL"],
    }
    return pd.DataFrame(frame | changes)


def test_coupons_ask_for_all_parts_and_leave_out_what_fails_or_has_other_ids():
    coupons = woocommerce_coupons(book(), TITLES)

    assert coupons["product_ids"].tolist() == ["11|12", "11|12", "11|12|13"]
    assert coupons["coupon_amount"].tolist() == [20.0, 10.5, 10.0]
    assert set(coupons["_wt_product_condition"]) == {"and"}
    assert coupons["limit_usage_to_x_items"].tolist() == [2, 2, 3]
    assert coupons["post_excerpt"][0] == "Phone + case, Can't lose them"


def test_what_a_shopify_customer_pays_for_a_pair_is_the_bundles_price():
    lines = shopify_discounts(book(), PRICES, TITLES, datetime(2026, 11, 29, tzinfo=UTC)).splitlines()

    assert len(lines) == 2  # the pairs with Shopify's ids that are advised
    for line, price in zip(lines, (80.0, 89.5), strict=True):
        discount = json.loads(line)["bxgyCodeDiscount"]
        gets, buys = discount["customerGets"], discount["customerBuys"]
        assert buys["items"]["products"]["productsToAdd"] == ["gid://shopify/Product/12"]
        assert gets["items"]["products"]["productsToAdd"] == ["gid://shopify/Product/11"]
        share = gets["value"]["discountOnQuantity"]["effect"]["percentage"]
        assert 20.0 + 80.0 * (1 - share) == pytest.approx(price, abs=0.01)
        assert discount["startsAt"] == "2026-11-29T00:00:00Z"


def test_no_two_codes_are_alike_and_each_can_be_typed():
    rows = book(segment=["Új", "új!", "új?", "x" * 60, "="], offer_id=["B01"] * 5, discount_share=[0.2] * 5)

    codes = coupon_codes(rows)

    assert len(set(codes)) == 5
    assert all(code.isascii() and set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") for code in codes)
