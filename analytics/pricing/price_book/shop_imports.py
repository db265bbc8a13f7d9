"""The discounts of a price book as the imports of shop systems take them: Shopify and WooCommerce.

WooCommerce has no import of coupons of its own; its most used one is that of Smart Coupons for WooCommerce,
whose CSV has WordPress's column names, and a condition that all products of a coupon are in the cart. Shopify
takes discounts in bulk as lines of JSON, each the variables of the mutation `discountCodeBxgyCreate`, by
`bulkOperationRunMutation`; that kind of discount can ask for one product and make another cheaper, so it
tells pairs exactly and larger bundles not at all.

References
----------
https://www.webtoffee.com/bulk-import-coupons-using-csv-file-coupon-data/
https://shopify.dev/docs/api/usage/bulk-operations/imports
https://shopify.dev/docs/api/admin-graphql/latest/mutations/discountCodeBxgyCreate
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from analytics.findings import Verdict

_GID = "gid://shopify/"
_LONGEST_NAME = 20  # of a segment within a code


def importable(book: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a price book that a shop can run: advised, with a discount."""
    return book[(book["verdict"] != Verdict.FAIL) & (book["discount_share"] > 0)]


def for_woocommerce(book: pd.DataFrame) -> pd.DataFrame:
    """Return the rows whose products have WordPress's numbers."""
    rows = importable(book)
    return rows[[all(str(p).isdigit() for p in ids) for ids in rows["product_ids"]]]


def for_shopify(book: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of pairs whose products have Shopify's ids."""
    rows = importable(book)
    return rows[[len(ids) == 2 and all(map(_is_of_shopify, ids)) for ids in rows["product_ids"]]]


def coupon_codes(rows: pd.DataFrame) -> list[str]:
    """Return a code for each row that people can type, unlike all others: B03-LOYAL-CUSTOMERS-12."""
    codes: list[str] = []
    for row in rows.to_dict("records"):
        offer, segment = (re.sub(r"[^A-Z0-9]+", "-", str(row[n]).upper()) for n in ("offer_id", "segment"))
        named = (offer, segment[:_LONGEST_NAME], f"{100 * row['discount_share']:.0f}")
        code = "-".join(filter(None, (part.strip("-") for part in named)))
        names = (code, *(f"{code}-{n}" for n in range(2, len(rows) + 1)))
        codes.append(next(name for name in names if name not in codes))
    return codes


def woocommerce_coupons(book: pd.DataFrame, titles: Mapping[str, str]) -> pd.DataFrame:
    """Return one coupon per row whose product ids are WordPress's numbers, as drafts.

    Parameters
    ----------
    titles : of each offer
    """
    rows = for_woocommerce(book)
    said = [f"{titles[o]}, {s}" for o, s in zip(rows["offer_id"], rows["segment"], strict=True)]
    off = 100 * (1 - rows["bundle_price"] / rows["component_price"])
    return pd.DataFrame(
        {
            "post_title": coupon_codes(rows),
            "post_excerpt": said,
            "post_status": "draft",
            "discount_type": "percent",
            "coupon_amount": off.round(2).to_numpy(),
            "individual_use": "yes",
            "product_ids": ["|".join(map(str, ids)) for ids in rows["product_ids"]],
            "exclude_sale_items": "no",
            "limit_usage_to_x_items": rows["product_ids"].map(len).to_numpy(),
            "_wt_product_condition": "and",
        }
    )


def shopify_discounts(
    book: pd.DataFrame, prices: Mapping[str, float], titles: Mapping[str, str], starts_at: datetime
) -> str:
    """Return one line of variables of `discountCodeBxgyCreate` per row of two parts.

    Whoever has one part in the cart gets the other, the dearer one, for so much less that both cost the
    bundle's price.

    Parameters
    ----------
    prices : of each product [currency]
    titles : of each offer
    starts_at : from when the codes hold (UTC)
    """
    rows = for_shopify(book)
    lines = []
    for code, row in zip(coupon_codes(rows), rows.to_dict("records"), strict=True):
        bought, cheaper = sorted(map(str, row["product_ids"]), key=lambda product: prices[product])
        share = min((row["component_price"] - row["bundle_price"]) / prices[cheaper], 1.0)
        discount = {
            "title": f"{titles[row['offer_id']]}, {row['segment']}"[:255],
            "code": code,
            "startsAt": starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "context": {"all": "ALL"},
            "usesPerOrderLimit": 1,
            "customerBuys": {"value": {"quantity": "1"}, "items": _items(bought)},
            "customerGets": {
                "value": {"discountOnQuantity": {"quantity": "1", "effect": {"percentage": round(share, 4)}}},
                "items": _items(cheaper),
            },
        }
        lines.append(json.dumps({"bxgyCodeDiscount": discount}, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def _is_of_shopify(product: str) -> bool:
    return str(product).isdigit() or str(product).startswith(_GID)


def _items(product: str) -> dict[str, object]:
    gid = f"{_GID}Product/{product}" if product.isdigit() else product
    added = "productVariantsToAdd" if gid.startswith(f"{_GID}ProductVariant/") else "productsToAdd"
    return {"products": {added: [gid]}}
