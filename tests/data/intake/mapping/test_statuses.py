"""Words of statuses, in many languages, each read for itself."""

import pytest

from data.intake.look import read_preview
from data.intake.mapping import guess, guess_mapping
from data.intake.mapping.status_words import meaning_of
from tests.builders import write_csv

WORDS = {
    "sale": (
        "paid|completed|Shipped|processing|authorized|partially_paid|partially_refunded|"
        "Awaiting Fulfillment|wc-completed|Unshipped|Shipped - Delivered to Buyer|To Ship|"
        "ready_to_ship|invoiced|On backorder (paid)|Payment accepted|refund declined|not cancelled|"
        "bezahlt|abgeschlossen|in Bearbeitung|Teilweise erstattet|teilgeliefert|Warten auf Versand|"
        "payé|Terminée|en cours|Expédié|pagado|procesando|Enviado|completato|in elaborazione|Spedito|"
        "concluído|enviado|betaald|verzonden|opłacone|W realizacji|zaplaceno|betald|skickad|leveret|"
        "maksettu|交易成功|买家已付款，等待卖家发货|待发货|入金済み|発送済み|결제완료|배송중|"
        "teslim edildi|Оплачен|Выполнен"
    ),
    "none": (
        "pending|on-hold|cancelled|canceled|failed|declined|expired|abandoned|checkout-draft|trash|"
        "voided|Awaiting check payment|On backorder (not paid)|Payment error|unpaid|not paid|"
        "unavailable|created|payment_review|Shipped - Rejected by Buyer|storniert|Zahlung ausstehend|"
        "nicht bezahlt|annulé|échouée|En attente de paiement|non payé|Cancelada|pendiente de pago|"
        "annullato|in attesa|aguardando pagamento|geannuleerd|in afwachting|anulowane|oczekujące|"
        "niezapłacone|zrušeno|čeká na platbu|avbruten|annulleret|peruutettu|交易关闭|等待买家付款|"
        "キャンセル|入金待ち|취소|입금대기|iptal edildi|Отменён|Ожидает оплаты|не оплачен"
    ),
    "return": (
        "refunded|returned|chargeback|Return/Refund|Shipped - Returned to Seller|Completed, refunded|"
        "erstattet|retourniert|zurückgegeben|remboursé|reembolsado|Devuelto|rimborsato|reso|"
        "devolvido|terugbetaald|zwrócone|återbetald|refunderet|palautettu|vráceno|退款成功|退货|"
        "返金済み|환불|iade edildi|Возврат"
    ),
    None: "gold|blorp|17|open|VIP",
}


@pytest.mark.parametrize("meaning", list(WORDS))
def test_a_word_of_a_status_means_the_same_in_every_language(meaning):
    words = WORDS[meaning].split("|")

    assert {word: meaning_of(word, "Order Status") for word in words} == dict.fromkeys(words, meaning)


@pytest.mark.parametrize(
    ("word", "column", "meaning"),
    [
        ("yes", "is_cancelled", "none"),
        ("0", "is_cancelled", "sale"),
        ("true", "isRefunded", "return"),
        ("no", "Paid", "none"),
        ("1", "Paid", "sale"),
        ("no", "shipped", "sale"),
        ("offen", "Zahlungsstatus", "none"),
        ("yes", "Status", None),
    ],
)
def test_a_mere_yes_or_no_is_about_what_its_column_is_called(word, column, meaning):
    assert meaning_of(word, column) == meaning


def lines(path, words, name="Status"):
    rows = [
        {"order_id": n, "date": "2024-03-05", "customer_id": "c", "sku": f"p{n % 3}", "price": 5 + n}
        | {name: word}
        for n, word in enumerate(words)
    ]
    return read_preview(write_csv(path / "lines.csv", rows))


def test_an_unknown_word_is_named_and_flips_no_other(tmp_path):
    guessed = guess(lines(tmp_path, ["paid", "blorp", "cancelled", "paid"]))

    assert guessed.mapping.columns["sale_status"] == "Status"
    assert "event_type" not in guessed.mapping.columns
    assert "blorp" in guessed.doubt
    assert "cancelled" not in guessed.doubt


@pytest.mark.parametrize(
    ("name", "words"),
    [("State", ["NY", "CA"]), ("Status", ["view", "cart", "purchase"]), ("Stato", ["RM", "MI"])],
)
def test_a_column_of_other_words_is_no_status(tmp_path, name, words):
    columns = guess_mapping(lines(tmp_path, words * 3, name), "events").columns

    assert "sale_status" not in columns


def test_numbers_of_a_status_that_nobody_else_can_read_are_said(tmp_path):
    path = tmp_path / "orders.csv"
    rows = "".join(f"{n},2024-03-{n:02d},c{n % 3},p{n % 2},1,{n}.50,{5 + n % 3}\n" for n in range(1, 9))
    path.write_text(f"order_id,date_added,customer_id,sku,quantity,price,order_status_id\n{rows}")

    guessed = guess(read_preview(path), "events")

    assert "sale_status" not in guessed.mapping.columns
    assert "order_status_id has numbers that mean nothing to others (5, 6, 7)" in guessed.doubt
