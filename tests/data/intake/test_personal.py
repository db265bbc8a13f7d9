"""What becomes of personal data where nobody says anything: replaced in new shops, as it was in others."""

import pytest

from data.intake.load import Source, import_files
from data.intake.look import read_preview
from data.intake.mapping import guess_mapping
from data.intake.mapping.personal import with_replacements
from data.intake.personal.settle import settle_personal
from data.persons.choice import PersonChoice
from data.persons.report import report_joins
from data.persons.settle import join_customers
from data.privacy.ledger.codes import Purpose
from data.privacy.pseudonyms.choice import personal_choice, replaces_ids
from data.privacy.pseudonyms.names import is_pseudonym
from data.privacy.pseudonyms.reidentify import reidentified
from data.schema import InputError, PersonalChoice, PersonalKind, Replacement
from tests.builders import event, new_shop, write_csv

N = 6
CALL = "ring +49 170 5550123 please"


def orders(ids, **columns):
    return [
        event(customer_id=ids(n), order_id=f"o{n}", **{name: of(n) for name, of in columns.items()})
        for n in range(N)
    ]


def people(ids, **columns):
    return [{"customer_id": ids(n)} | {name: of(n) for name, of in columns.items()} for n in range(N)]


def opaque(n):
    return f"c{n}"


def mail(n):
    return f"person{n}@mail.org"


@pytest.fixture
def bring(tmp_path):
    shop = new_shop(tmp_path)

    def bring(*files, told=None, keep=()):
        sources = []
        for name, kind, rows in files:
            path = write_csv(tmp_path / name, rows)
            mapping = with_replacements(
                guess_mapping(read_preview(path), kind), dict.fromkeys(keep, Replacement.KEEP)
            )
            sources.append(Source(path, name, kind, mapping))
        settled = settle_personal(shop, sources, told)
        import_files(shop, settled.sources)
        return shop, settled

    yield bring
    shop.close()


def test_columns_that_look_personal_are_replaced_and_opaque_ids_stay(bring):
    shop, settled = bring(
        ("orders.csv", "events", orders(opaque)),
        ("people.csv", "customers", people(opaque, email=mail, tier=lambda n: "gold")),
    )
    customers = shop.read("customers")

    assert set(customers["customer_id"]) == {opaque(n) for n in range(N)}
    assert customers["email"].map(is_pseudonym).all() and customers["tier"].eq("gold").all()
    assert (settled.ids, settled.replaces_ids) == (None, False)
    assert personal_choice(shop) is PersonalChoice.AUTOMATIC


def test_ids_that_look_personal_in_any_file_are_replaced_in_all(bring):
    shop, settled = bring(
        ("orders.csv", "events", orders(lambda n: mail(n) if n == N - 1 else opaque(n))),
        ("people.csv", "customers", people(opaque, tier=lambda n: "gold")),
    )

    assert settled.ids is PersonalKind.EMAIL and replaces_ids(shop)
    assert shop.read("customers")["customer_id"].map(is_pseudonym).all()


def test_texts_are_changed_only_where_people_are_named_in_them(bring):
    words = {"note": lambda n: "left at the door", "remark": lambda n: CALL if n == N - 1 else "all is well"}
    shop, settled = bring(("orders.csv", "events", orders(opaque, **words)))
    with shop.cursor() as cursor:
        remarks = [one for (one,) in cursor.execute("SELECT remark FROM events ORDER BY order_id").fetchall()]

    assert settled.sources[0].mapping.personal == {"remark": Replacement.SCRUB}
    assert remarks == [*["all is well"] * (N - 1), "ring [phone] please"]


def test_a_file_without_people_is_mapped_and_named_as_before(bring, tmp_path):
    rows = orders(opaque, region=lambda n: "north")
    shop, settled = bring(("orders.csv", "events", rows))
    path = tmp_path / "orders.csv"
    other = new_shop(tmp_path / "other")
    import_files(other, [Source(path, path.name, "events", guess_mapping(read_preview(path), "events"))])

    assert settled.sources[0].mapping == guess_mapping(read_preview(path), "events")
    assert shop.fingerprint == other.fingerprint
    other.close()


def test_a_mapping_that_keeps_a_column_or_the_ids_is_followed(bring):
    files = ("orders.csv", "events", orders(mail)), ("people.csv", "customers", people(mail, email=mail))
    shop, _ = bring(*files, keep=("customer_id", "email"))
    customers = shop.read("customers")

    assert set(customers["customer_id"]) == set(customers["email"]) == {mail(n) for n in range(N)}


def test_all_stays_as_it_is_where_that_is_chosen_and_later_files_follow(bring):
    shop, _ = bring(("orders.csv", "events", orders(mail)), told=PersonalChoice.KEEP)
    bring(("people.csv", "customers", people(mail, email=mail)))

    assert set(shop.read("customers")["email"]) == {mail(n) for n in range(N)}


def test_later_files_of_an_automatic_shop_are_replaced_too_and_ids_in_it_stay(bring):
    shop, _ = bring(("orders.csv", "events", orders(opaque)))
    _, settled = bring(("people.csv", "customers", people(mail, email=mail)))
    with shop.cursor() as cursor:
        stored = cursor.execute("SELECT customer_id, email FROM customers ORDER BY 1").df()

    assert (settled.ids, settled.replaces_ids) == (PersonalKind.EMAIL, False)
    assert stored["customer_id"].tolist() == [mail(n) for n in range(N)]
    assert stored["email"].map(is_pseudonym).all()


def test_a_column_that_is_stored_in_plain_goes_on_matching_itself(bring):
    shop, _ = bring(("a.csv", "customers", people(opaque, contact_by=lambda n: f"word {n}")))
    later = people(lambda n: f"d{n}", contact_by=mail)
    _, settled = bring(("b.csv", "customers", later))

    assert settled.joined == {"b.csv": ["contact_by"]}
    with shop.cursor() as cursor:
        stored = {one for (one,) in cursor.execute("SELECT contact_by FROM customers").fetchall()}
    assert mail(0) in stored and "word 0" in stored


def test_a_shop_cannot_be_half_under_pseudonyms(bring):
    shop, _ = bring(("orders.csv", "events", orders(mail)))

    with pytest.raises(InputError, match="kept under pseudonyms"):
        bring(("more.csv", "events", orders(mail)), told=PersonalChoice.KEEP)
    assert personal_choice(shop) is PersonalChoice.AUTOMATIC


def test_addresses_and_numbers_join_as_they_do_in_plain(bring, tmp_path):
    def keys(told, place):
        first = people(opaque, email=mail, phone=lambda n: f"+49 170 55500{n:02d}")
        first += [{"customer_id": f"g{n}", "email": "no email", "phone": ""} for n in range(3)]
        second = people(
            lambda n: f"d{n}",
            email=lambda n: mail(n).upper() if n < 3 else "",
            phone=lambda n: f"0049-170-55500{n:02d}",
        )
        shop = new_shop(tmp_path / place)
        for name, rows in (("a.csv", first), ("b.csv", second)):
            path = write_csv(tmp_path / f"{place}-{name}", rows)
            source = Source(path, name, "customers", guess_mapping(read_preview(path), "customers"))
            import_files(shop, settle_personal(shop, [source], told).sources)
        choice = PersonChoice(match_on=("email", "phone"))
        join_customers(shop, choice)
        report = report_joins(shop, choice)
        shop.close()
        return report.n_persons, report.n_joined

    plain = keys(PersonalChoice.KEEP, "plain")

    assert keys(None, "automatic") == plain == (N, 2 * N)


def test_owners_name_customers_again_whose_columns_alone_are_replaced(bring):
    shop, _ = bring(("people.csv", "customers", people(opaque, email=mail)))

    named = reidentified(shop, [opaque(1), "stranger"], who="Ann", purpose=Purpose.MAILING)

    assert named[["customer_id", "email"]].values.tolist() == [[opaque(1), mail(1)]]
