import pytest

from data.intake.look import read_preview
from data.intake.mapping import Mapping, guess_mapping
from data.intake.mapping.saved import save_mapping, saved_mapping
from data.schema import InputError
from tests.builders import new_shop, write_csv

SCHEMAS = {
    "UCI Online Retail": (
        "events",
        "InvoiceNo=536365,StockCode=85123A,Description=HOLDER,Quantity=6,InvoiceDate=2010-12-01 08:26,"
        "UnitPrice=2.55,CustomerID=17850.0,Country=UK",
        "order_id=InvoiceNo,product_id=StockCode,title=Description,quantity=Quantity,event_time=InvoiceDate,"
        "net_price=UnitPrice,customer_id=CustomerID",
    ),
    "UCI Online Retail II": (
        "events",
        "Invoice=489434,StockCode=85048,Description=LIGHTS,Quantity=12,InvoiceDate=2009-12-01 07:45,"
        "Price=6.95,Customer ID=13085,Country=UK",
        "order_id=Invoice,product_id=StockCode,title=Description,quantity=Quantity,event_time=InvoiceDate,"
        "net_price=Price,customer_id=Customer ID",
    ),
    "REES46": (
        "events",
        "event_time=2019-10-01 00:00:00 UTC,event_type=view,product_id=44600062,category_id=21038,"
        "category_code=a.b,brand=aqua,price=35.79,user_id=541312140,user_session=72d7",
        "event_time=event_time,event_type=event_type,product_id=product_id,category=category_code,brand=brand,"
        "net_price=price,customer_id=user_id,session_id=user_session",
    ),
    "GA4 items": (
        "events",
        "user_pseudo_id=36.4,item_id=9195197,item_name=Tee,price_in_usd=24,price=24,quantity=1,item_revenue_in_usd=24,"
        "item_revenue=24,event_date=20201121,event_timestamp=1605924623681729,country=Japan",
        "customer_id=user_pseudo_id,product_id=item_id,title=item_name,net_price=price,quantity=quantity,"
        "event_time=event_timestamp",
    ),
    "completejourney": (
        "events",
        "household_id=900,store_id=330,basket_id=31198570044,product_id=1095275,quantity=1,sales_value=0.5,"
        "retail_disc=0,coupon_disc=0,coupon_match_disc=0,week=1,transaction_timestamp=2017-01-01 11:53:26",
        "customer_id=household_id,store_id=store_id,order_id=basket_id,product_id=product_id,quantity=quantity,"
        "net_total=sales_value,event_time=transaction_timestamp,discount_total=retail_disc,"
        "coupon_total=coupon_match_disc",
    ),
    "Olist, joined": (
        "events",
        "order_id=e481,customer_id=9ef4,customer_unique_id=7c39,order_purchase_timestamp=2017-10-02 10:56:33,"
        "order_item_id=1,product_id=87285,price=29.99,freight_value=8.72,product_category_name=utilidades",
        "order_id=order_id,customer_id=customer_unique_id,event_time=order_purchase_timestamp,product_id=product_id,"
        "net_price=price,category=product_category_name",
    ),
    "Shopify orders": (
        "events",
        "Name=#1001,Email=a@b.c,Created at=2020-01-01 10:00:00 -0500,Subtotal=20,Lineitem quantity=2,"
        "Lineitem name=Mug,Lineitem price=10.00,Lineitem compare at price=12.00,Lineitem sku=MUG-1,"
        "Vendor=Acme",
        "order_id=Name,customer_id=Email,event_time=Created at,quantity=Lineitem quantity,"
        "title=Lineitem name,net_price=Lineitem price,list_price=Lineitem compare at price,"
        "product_id=Lineitem sku,brand=Vendor",
    ),
    "Chinese headers": (
        "events",
        "用户ID=1,商品ID=2,行为类型=pv,时间=2017-11-25 00:00:00,单价=3.5,数量=1,订单号=9",
        "customer_id=用户ID,product_id=商品ID,event_type=行为类型,event_time=时间,net_price=单价,quantity=数量,order_id=订单号",
    ),
    "camel case": (
        "events",
        "customerId=1,itemId=2,orderDate=2024-01-01,unitPrice=3,qty=1",
        "customer_id=customerId,product_id=itemId,event_time=orderDate,net_price=unitPrice,quantity=qty",
    ),
    "Instacart products": (
        "products",
        "product_id=1,product_name=Cookies,aisle_id=61,department_id=19",
        "product_id=product_id,title=product_name,category=department_id",
    ),
    "Shopify products": (
        "products",
        "Handle=mug,Title=Mug,Vendor=Acme,Type=Kitchen,Variant SKU=MUG-1,Variant Price=10,Cost per item=4",
        "parent_id=Handle,title=Title,brand=Vendor,category=Type,product_id=Variant SKU,"
        "list_price=Variant Price,cost=Cost per item",
    ),
    "demographics": ("customers", "household_id=1,age=65+,income=35-49K", "customer_id=household_id"),
    "offers": (
        "offers",
        "offer_id=b1,product_ids=p1|p2,discount_share=0.1",
        "offer_id=offer_id,product_ids=product_ids,discount_share=discount_share",
    ),
}


def pairs(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(","))


@pytest.mark.parametrize("schema", SCHEMAS)
def test_the_usual_exports_map_without_a_touch(tmp_path, schema):
    kind, cells, expected = SCHEMAS[schema]
    preview = read_preview(write_csv(tmp_path / "export.csv", [pairs(cells)] * 3))

    mapping = guess_mapping(preview)

    assert mapping.kind == kind
    assert mapping.columns == pairs(expected)


def test_a_line_total_is_never_taken_for_a_unit_price(tmp_path):
    cells = "customer_id=1,product_id=2,date=2024-01-01,quantity=3,sales_value=9.00"
    preview = read_preview(write_csv(tmp_path / "lines.csv", [pairs(cells)]))

    columns = guess_mapping(preview, "events").columns

    assert "net_price" not in columns
    assert columns["net_total"] == "sales_value"


def test_a_mapping_survives_json():
    mapping = Mapping("events", {"customer_id": "Kunde"}, ("Zoll",), {"date_order": "DMY"})

    assert Mapping.from_json(mapping.to_json()) == mapping


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"kind": "cats", "columns": {}}', '{"kind": "events", "columns": 3}']
)
def test_a_broken_mapping_file_is_one_sentence(text):
    with pytest.raises(InputError, match=r"^The mapping is not JSON"):
        Mapping.from_json(text)


def test_a_saved_mapping_is_offered_for_the_next_file_of_that_shape(tmp_path):
    shop = new_shop(tmp_path)
    mapping = Mapping("events", {"customer_id": "a", "product_id": "b"})

    save_mapping(shop, ["a", "b"], Mapping("events", {"customer_id": "b"}))
    save_mapping(shop, ["a", "b"], mapping)

    assert saved_mapping(shop, ["a", "b"]) == mapping
    assert saved_mapping(shop, ["b", "a"]) is None
