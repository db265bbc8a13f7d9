"""The same four order lines as SQL of each database system, with a login that may read them."""

from tests.servers import PASSWORD, quoted

LINES = (
    "CREATE TABLE sold (customer_id bigint, event_time {time}, product_id varchar(20), "
    "net_price numeric(10,2), quantity int, order_id decimal(30), title varchar(99), code {code}); "
    "INSERT INTO sold VALUES "
    "(541912345678901234, '2024-01-01 10:00:00', '0042', 2.55, 1, 123456789012345678901, 'a\nb', 2), "
    "(17850, '2024-01-02 00:00:00', 'p2', 0, 2, 2, NULL, 1), "
    "(17850, NULL, 'p3', 1, 1, 3, NULL, 1), "
    "(17850, '2024-01-04 00:00:00', 'p2', 9, 2, 4, '', 1); "
)
POSTGRESQL = LINES.format(time="timestamp", code="int") + (
    'CREATE SCHEMA old; CREATE TABLE old."odd ""name" ("Ü x" float8, b boolean, j jsonb, a int[]); '
    'INSERT INTO old."odd ""name" VALUES (17850, true, \'{"a": 1}\', \'{1,2}\'); '
    f"CREATE ROLE analyst LOGIN PASSWORD {quoted(PASSWORD)}; "
    "GRANT USAGE ON SCHEMA old TO analyst; GRANT ALL ON ALL TABLES IN SCHEMA public, old TO analyst;"
)
MARIADB = (
    "CREATE DATABASE shop; USE shop; "
    + LINES.format(time="datetime", code="tinyint(1)").replace("\n", r"\n")
    + "CREATE USER analyst IDENTIFIED BY '{}'; GRANT ALL ON shop.* TO analyst;".format(
        PASSWORD.replace("\\", r"\\").replace("'", r"\'")
    )
)
