"""Small files as shops of many kinds and languages export them, each with what was really sold."""

import pytest

from data.ingest import Source, import_files, read_preview
from data.mapping import guess
from tests.builders import new_shop

SOLD = "SELECT coalesce(sum(net_price * quantity), 0) FROM events WHERE event_type = $type"


def guessed(directory, text, name="file.csv"):
    path = directory / name
    path.write_text(text, encoding="utf-8")
    return path, guess(read_preview(path), "events")


def sold(directory, text):
    """Import a file as it is guessed; return what its purchases and its returns sum up to."""
    path, found = guessed(directory, text)
    shop = new_shop(directory)
    import_files(shop, [Source(path, path.name, "events", found.mapping)])
    with shop.cursor() as cursor:
        sums = [cursor.execute(SOLD, {"type": type_}).fetchall()[0][0] for type_ in ("purchase", "return")]
    return tuple(round(float(total), 4) for total in sums)


PRICES = {
    "total with tax words behind": (
        "Order ID,Date,Customer,SKU,Qty,Total (inc tax)\n1,2024-01-05,c1,A-1,2,24.00\n2,2024-01-06,c2,B-1,1,6.00\n",
        30.00,
    ),
    "German price with tax": (
        "Bestellnummer;Datum;Kunde;Artikelnummer;Menge;Preis brutto\n1;05.02.2024;k1;A-1;2;12,00\n2;16.02.2024;k2;B-1;1;6,00\n",
        30.00,
    ),
    "German words run together": (
        "Belegnr;Belegdatum;Kundennr;Artikel;Menge;Gesamtpreis inkl. MwSt. (EUR)\n1;05.02.2024;k1;A-1;2;24,00\n2;16.02.2024;k2;B-1;1;6,00\n",
        30.00,
    ),
    "French, TTC": (
        "N° commande;Date;Client;Référence;Quantité;Prix unitaire TTC\n1;05/02/2024;c1;A-1;2;12,00\n2;16/02/2024;c2;B-1;1;6,00\n",
        30.00,
    ),
    "Spanish, without IVA": (
        "Pedido,Fecha,Cliente,Producto,Cantidad,Importe sin IVA\n1,2024-02-05,c1,A-1,2,24.00\n2,2024-02-16,c2,B-1,1,6.00\n",
        30.00,
    ),
    "Italian": (
        "Numero ordine;Data;Cliente;Codice articolo;Quantità;Prezzo unitario IVA inclusa\n1;05/02/2024;c1;A-1;2;12,00\n2;16/02/2024;c2;B-1;1;6,00\n",
        30.00,
    ),
    "Portuguese": (
        "Pedido;Data;Cliente;Código do produto;Quantidade;Valor total\n1;05/02/2024;c1;A-1;2;24,00\n2;16/02/2024;c2;B-1;1;6,00\n",
        30.00,
    ),
    "Dutch": (
        "Ordernummer;Datum;Klant;Artikelnummer;Aantal;Prijs incl. btw\n1;05-02-2024;k1;A-1;2;12,00\n2;16-02-2024;k2;B-1;1;6,00\n",
        30.00,
    ),
    "Polish": (
        "Numer zamówienia;Data sprzedaży;Klient;Kod produktu;Ilość;Wartość brutto\n1;2024-02-05;k1;A-1;2;24,00\n2;2024-02-16;k2;B-1;1;6,00\n",
        30.00,
    ),
    "Swedish": (
        "Ordernummer;Datum;Kund;Artikelnummer;Antal;Belopp exkl. moms\n1;2024-02-05;k1;A-1;2;24,00\n2;2024-02-16;k2;B-1;1;6,00\n",
        30.00,
    ),
    "Czech": (
        "Číslo objednávky;Datum;Zákazník;Kód zboží;Množství;Cena s DPH\n1;2024-02-05;k1;A-1;2;12,00\n2;2024-02-16;k2;B-1;1;6,00\n",
        30.00,
    ),
    "Russian": (
        "Номер заказа;Дата;Клиент;Артикул;Количество;Сумма\n1;05.02.2024;к1;A-1;2;24,00\n2;16.02.2024;к2;B-1;1;6,00\n",
        30.00,
    ),
    "Japanese": (
        "注文番号,注文日,顧客ID,商品コード,数量,単価(税込)\n1,2024-02-05,c1,A-1,2,1200\n2,2024-02-16,c2,B-1,1,600\n",
        3000.00,
    ),
    "Korean": (
        "주문번호,주문일,고객ID,상품코드,수량,합계금액\n1,2024-02-05,c1,A-1,2,2400\n2,2024-02-16,c2,B-1,1,600\n",
        3000.00,
    ),
    "Turkish": (
        "Sipariş No;Tarih;Müşteri;Ürün Kodu;Adet;Birim Fiyat\n1;05.02.2024;m1;A-1;2;12,00\n2;16.02.2024;m2;B-1;1;6,00\n",
        30.00,
    ),
    "with and without tax: what the shop earns": (
        "order_id,date,customer,sku,qty,unit_price_tax_incl,unit_price_tax_excl\n1,2024-02-05,c1,A-1,2,12.00,10.00\n2,2024-02-16,c2,B-1,1,6.00,5.00\n",
        25.00,
    ),
    "only a price before reductions": (
        "order_id,date,customer,sku,qty,Original price\n1,2024-02-05,c1,A-1,2,12.00\n2,2024-02-16,c2,B-1,1,6.00\n",
        30.00,
    ),
    "a price that is its line's, as product by product it grows with the quantity": (
        "order_id,date,customer,sku,qty,price\n"
        + "".join(
            f"{n},2024-02-{n:02d},c{n},{'AB'[n % 2]},{1 + n % 3},{(1 + n % 3) * (10, 4)[n % 2]}.00\n"
            for n in range(1, 13)
        ),
        168.00,
    ),
    "a total that is its unit's": (
        "order_id,date,customer,sku,qty,amount\n"
        + "".join(
            f"{n},2024-02-{n:02d},c{n},{'AB'[n % 2]},{1 + n % 3},{(10, 4)[n % 2]}.00\n" for n in range(1, 13)
        ),
        168.00,
    ),
    "an order's total on all of its lines beside the lines' prices": (
        "order_id,date,customer,sku,qty,Price each,Total\n"
        "1,2024-02-05,c1,A-1,2,10.00,25.00\n1,2024-02-05,c1,B-1,1,5.00,25.00\n2,2024-02-06,c2,B-1,3,5.00,15.00\n",
        40.00,
    ),
    "a price of cents that is rounded beside the line's total": (
        "order_id,date,customer,sku,qty,unit_price,line_total\n1,2024-02-05,c1,A-1,1000,0.33,333.33\n2,2024-02-16,c2,B-1,1,6.00,6.00\n",
        339.33,
    ),
    "SAP, quantities with three decimals, and amounts before their currency": (
        "Auftrag;Kunde;Belegdatum;Material;Menge;Nettowert;Währung\n1;k1;05.02.2024;M-1;2,000;24,00;EUR\n2;k2;16.02.2024;M-2;1,500;6,00;EUR\n",
        30.00,
    ),
    "decimal commas that only the sums tell": (
        "order_id;date;customer;sku;qty;price;line total\n1;2024-02-05;c1;A-1;2,000;1,500;3,000\n2;2024-02-16;c2;B-1;3,000;1,250;3,750\n",
        6.75,
    ),
}


@pytest.mark.parametrize("case", PRICES)
def test_a_price_is_found_by_its_name_in_any_language_or_by_its_numbers(tmp_path, case):
    text, total = PRICES[case]

    assert sold(tmp_path, text) == (total, 0)


H = "order_id,date,customer,sku,qty"
DISCOUNTS = {
    "deducted: list less discount is the price": (
        f"{H},list_price,price,discount_amount\n1,2024-02-05,c1,A,2,10.00,8.00,4.00\n2,2024-02-06,c2,B,1,30.00,27.00,3.00\n",
        43.00,
    ),
    "deducted, of each unit": (
        f"{H},list_price,price,discount_amount\n1,2024-02-05,c1,A,3,10.00,8.00,2.00\n2,2024-02-06,c2,B,1,30.00,27.00,3.00\n",
        51.00,
    ),
    "to deduct: the line's total is after it": (
        f"{H},price,discount,line_total\n1,2024-02-05,c1,A,2,10.00,4.00,16.00\n2,2024-02-06,c2,B,1,30.00,3.00,27.00\n",
        43.00,
    ),
    "of each unit, to deduct: the line's total is after it": (
        f"{H},price,discount,line_total\n1,2024-02-05,c1,A,3,10.00,2.00,24.00\n2,2024-02-06,c2,B,1,30.00,3.00,27.00\n",
        51.00,
    ),
    "percents told by the total": (
        f"{H},price,discount,line_total\n1,2024-02-05,c1,A,2,10.00,10,18.00\n2,2024-02-06,c2,B,1,30.00,5,28.50\n",
        46.50,
    ),
    "shares told by the total": (
        f"{H},price,discount,line_total\n1,2024-02-05,c1,A,2,10.00,0.1,18.00\n2,2024-02-06,c2,B,1,30.00,0.05,28.50\n",
        46.50,
    ),
    "money below one told by the total": (
        f"{H},price,discount,line_total\n1,2024-02-05,c1,A,2,3.00,0.30,5.70\n2,2024-02-06,c2,B,1,5.00,0.50,4.50\n",
        10.20,
    ),
    "the total with tax": (
        f"{H},price,discount,tax,total\n1,2024-02-05,c1,A,2,10.00,4.00,3.20,19.20\n2,2024-02-06,c2,B,1,30.00,3.00,5.40,32.40\n",
        43.00,
    ),
    "deducted: an order's total is the sum of its prices": (
        f"{H},price,discount_amount,order_total\n1,2024-02-05,c1,A,2,10.00,4.00,25.00\n1,2024-02-05,c1,B,1,5.00,0.00,25.00\n2,2024-02-06,c2,B,1,5.00,1.00,5.00\n",
        30.00,
    ),
    "to deduct: an order's total is less than the sum of its prices": (
        f"{H},price,discount_amount,shipping,order_total\n1,2024-02-05,c1,A,2,10.00,4.00,4.90,25.90\n1,2024-02-05,c1,B,1,5.00,0.00,4.90,25.90\n2,2024-02-06,c2,B,1,5.00,1.00,4.90,8.90\n",
        25.00,
    ),
    "an order's discount, on all of its lines": (
        f"{H},price,discount_amount,order_total\n1,2024-02-05,c1,A,2,10.00,4.00,21.00\n1,2024-02-05,c1,B,1,5.00,4.00,21.00\n2,2024-02-06,c2,B,1,5.00,1.00,4.00\n",
        25.00,
    ),
    "gross, discounts and net of a till, discounts negative": (
        "Transaction ID,Date,Customer ID,Item,Qty,Gross Sales,Discounts,Net Sales,Tax\n"
        "t1,2024-02-05,c1,Mug,2,$20.00,($4.00),$16.00,$1.60\nt2,2024-02-06,c2,Tea,1,$30.00,$0.00,$30.00,$3.00\n",
        46.00,
    ),
    "Odoo: a percentage between price and subtotal": (
        f"{H},Unit Price,Discount (%),Subtotal,Total\n1,2024-02-05,c1,A,2,10.00,10.00,18.00,21.60\n2,2024-02-06,c2,B,1,30.00,0.00,30.00,36.00\n",
        48.00,
    ),
    "the same reduction in money and in percent": (
        f"{H},price,discount_percent,discount_amount\n1,2024-02-05,c1,A,2,10.00,20,4.00\n2,2024-02-06,c2,B,1,30.00,10,3.00\n",
        43.00,
    ),
    "a discount larger than its line is the order's": (
        f"{H},price,discount\n1,2024-02-05,c1,A,1,5.00,20.00\n1,2024-02-05,c1,B,1,60.00,\n2,2024-02-06,c2,B,1,60.00,0.00\n",
        105.00,
    ),
    "small reductions called an amount, in Spanish": (
        "pedido,fecha,cliente,producto,cantidad,precio,importe descuento\n1,2024-02-05,c1,A,1,3.00,0.30\n2,2024-02-06,c2,B,1,5.00,0.50\n",
        7.20,
    ),
    "German, with decimal commas and a signed discount": (
        "Bestellnummer;Datum;Kunde;Artikelnummer;Menge;Einzelpreis;Rabattbetrag;Gesamtpreis\n"
        "1;05.02.2024;k1;A-1;2;10,00;-4,00;16,00\n2;16.02.2024;k2;B-1;1;30,00;-3,00;27,00\n",
        43.00,
    ),
    "cart discounts beside a special price, as Magento exports them": (
        "increment_id,created_at,customer_email,item_id,sku,qty_ordered,original_price,price,discount_amount,row_total\n"
        "1,2024-02-01 10:00:00,a@example.com,11,T-M,2.0000,20.0000,18.0000,3.6000,36.0000\n"
        "2,2024-02-03 12:30:00,b@example.com,13,MUG,1.0000,9.5000,9.5000,0.0000,9.5000\n",
        41.90,
    ),
}


@pytest.mark.parametrize("case", DISCOUNTS)
def test_what_a_discount_is_and_whether_it_is_deducted_show_in_the_numbers(tmp_path, case):
    text, total = DISCOUNTS[case]

    assert sold(tmp_path, text) == (total, 0)
