"""What is no product is known by its name in many languages, and what only sounds like it stays a product."""

import duckdb
import pytest

from data.intake.non_products.find import behaves_like_a_charge
from data.intake.non_products.names import (
    charge_of,
    charge_of_product,
    first_letters,
    plain_words,
    vocabulary,
)
from data.sql import sql

CHARGES = """
Sub-total|Order total|SUBTOTAL:|Shipping|Standard shipping (3-5 days)|FREIGHT|P&P|Postage & Packing
UPS Ground|SHIP01|GIFTCARD-50|E-Gift Card 25 EUR|Gift_Card-50|Bottle deposit|DEPOSIT-025|Service fee|COD fee
Restocking fee|Discount -10%|Gift wrap|Tip|Tax 20 %|Rounding|Summe|Zwischensumme|Gesamtsumme inkl. MwSt.
Versandkosten|Versandkostenpauschale|Expressversand|Versand nach Österreich|Trinkgeld|MwSt 19%
Flaschenpfand 0,25|Geschenkgutschein 50 €|Mindermengenzuschlag|Rundungsdifferenz|Nachnahmegebühr
Nachnahmegebuehr|Sous-total|Total TTC|Frais de port|Livraison Colissimo|Chèque cadeau|Pourboire|Consigne
Remise fidélité|Suma total|Gastos de envío|Envío gratis|Propina|Tarjeta regalo 30 €|Descuento|Totale ordine
Spese di spedizione|Mancia|Buono regalo|Sconto|Total do pedido|Frete grátis|Gorjeta|Vale-presente
Totaalbedrag|Verzendkosten|Statiegeld|Fooi|Cadeaubon|Korting|Suma częściowa|Koszt wysyłki|Kaucja|Napiwek
Karta podarunkowa|Rabat|Celkem k úhradě|Poštovné a balné|Doprava zdarma|Dárkový poukaz|Sleva|Delsumma
Frakt PostNord|Presentkort 500 kr|Dricks|Fragt GLS|Gavekort|Drikkepenge|Moms 25%|Välisumma|Yhteensä
Toimituskulut|Lahjakortti 50 €|Total de plată|Taxă de livrare|Bacșiș|Card cadou|Részösszeg
Szállítási költség|Ajándékkártya|Borravaló|Kedvezmény|Ara Toplam|Kargo Ücreti|Bahşiş|Hediye Kartı|İndirim
Итого|Стоимость доставки|Чаевые|Подарочная карта|Скидка 10 %|合计|小计|运费|快递费|小费|押金|礼品卡 100元
优惠券|送料|小計|手数料|ギフトカード|割引|배송비|합계|팁|상품권|쿠폰 할인
"""
PRODUCTS = """
Tip Pen|Felt tip pen|Tip Top bread|Tips & Tricks book|Tipi tent|Totally Spices|Total 0% Yogurt natural
Deposit box|Gift card holder|Gift box|Shipping container toy|Shipping tape|Shipping box|Freight train
Delivery van toy|Postage stamps|Tea Summe|Tea service|Service bell|Discount Store Sign|Voucher wallet
Coupon holder|Carriage clock|Taxi toy|Taxidermy fox|Sum of All Fears|Summer dress|Portable charger
USB charge cable|Port wine|Versandtasche|Versandkarton|Versandhaus|Gutscheinbuch|Rabattmarkenheft|Trinkglas
Feestverpakking|Wrapping paper|Gift wrapping paper|Correction tape|Standard|Express|Glass bottle|Credit card
Christmas card|Postcard|Item 5|Product 7|A-1001|50|Donut|Don Quixote|Dar al salam|Chargers|Cargo shorts|茶
快递袋|优惠装洗发水|サービスプレート|Сбор травяной|Платье|Fée Clochette|Kit|S|Livre de frais souvenirs
"""


def names(table):
    return [name for name in table.replace("\n", "|").split("|") if name]


def test_a_name_made_of_such_words_alone_is_a_charge():
    assert [name for name in names(CHARGES) if charge_of(plain_words(name)) is None] == []


def test_a_name_that_says_something_else_as_well_is_a_product():
    assert [name for name in names(PRODUCTS) if charge_of(plain_words(name))] == []


@pytest.mark.parametrize(
    ("product_id", "title", "told_by"),
    [
        ("SHIPPING", "DHL Paket bis 5 kg", "product_id"),
        ("10023", "Versandkosten", "title"),
        ("VERSAND", "Versandkosten", "product_id"),
        ("TIP-1", "Felt tip pen", None),
        ("SHIPPING-1", "Shipping container toy", None),
        ("TOTAL", "", "product_id"),
        ("POST", "POSTAGE", "product_id"),
        ("M", "Manual entry of staff", "product_id"),
        ("SM", "Small mug", None),
    ],
)
def test_an_id_and_a_title_are_judged_together(product_id, title, told_by):
    found = charge_of_product(plain_words(product_id), plain_words(title), is_coded=True)

    assert (found and found[1]) == told_by


def test_bare_letters_are_products_in_a_shop_without_codes():
    assert charge_of_product("m", "", is_coded=False) is None


FACTS = {"n_looks": 0, "n_lines": 40, "n_baskets": 40, "n_again": 0, "n_several": 0, "n_alone": 0}
FACTS |= {"n_beside": 40, "n_below": 0, "n_cheap": 0}


@pytest.mark.parametrize(
    ("kind", "differently", "is_charge"),
    [
        ("tips", {}, True),
        ("tips", {"n_below": 40}, True),
        ("tips", {"n_looks": 3}, False),
        ("tips", {"n_several": 9}, False),
        ("tips", {"n_again": 9}, False),
        ("tips", {"n_alone": 20, "n_beside": 20}, False),
        ("tips", {"n_lines": 1, "n_baskets": 1, "n_alone": 1, "n_beside": 0}, True),
        ("totals", {"n_below": 2}, True),
        ("totals", {"n_below": 30}, False),
        ("deposits", {"n_several": 20, "n_cheap": 40}, True),
        ("deposits", {"n_several": 20, "n_cheap": 4}, False),
    ],
)
def test_a_name_that_leaves_it_open_is_settled_by_what_its_lines_do(kind, differently, is_charge):
    assert behaves_like_a_charge(kind, FACTS | differently) is is_charge


def test_names_are_worded_alike_in_the_database_and_here():
    words = {*names(CHARGES), *names(PRODUCTS), *(word for words in vocabulary() for word in words)}
    with duckdb.connect() as connection:
        connection.execute(sql("macros"))
        query = "SELECT v, plain_words(v), first_letters(plain_words(v)) FROM unnest($words) AS t(v)"
        found = connection.execute(query, {"words": sorted(words)}).fetchall()

    assert found == [(v, plain_words(v), first_letters(plain_words(v))) for v in sorted(words)]


def test_a_long_name_of_such_words_is_read_in_no_time():
    assert charge_of(plain_words("tips " * 400)) is None
    assert charge_of(("tip" * 33)[:100]) is not None
