-- The tables of a shop. Ids are text, money is DECIMAL (sums repeat), times are UTC.
-- `problem` is filled only while a file is being imported: rows that have one become rejects.
CREATE TABLE IF NOT EXISTS events (
    customer_id VARCHAR, event_time TIMESTAMP, event_type VARCHAR, product_id VARCHAR,
    net_price DECIMAL(18, 4), list_price DECIMAL(18, 4), quantity DECIMAL(18, 3),
    order_id VARCHAR, session_id VARCHAR, store_id VARCHAR, channel VARCHAR,
    cost DECIMAL(18, 4), promotion VARCHAR, title VARCHAR, category VARCHAR, brand VARCHAR,
    import_no INTEGER, problem VARCHAR
);
CREATE TABLE IF NOT EXISTS products (
    product_id VARCHAR, title VARCHAR, category VARCHAR, brand VARCHAR,
    list_price DECIMAL(18, 4), cost DECIMAL(18, 4), import_no INTEGER, problem VARCHAR
);
CREATE TABLE IF NOT EXISTS customers (customer_id VARCHAR, import_no INTEGER, problem VARCHAR);
CREATE TABLE IF NOT EXISTS offers (
    offer_id VARCHAR, product_ids VARCHAR[], discount_share DECIMAL(9, 6), name VARCHAR,
    import_no INTEGER, problem VARCHAR
);
CREATE TABLE IF NOT EXISTS imports (
    import_no INTEGER, import_id VARCHAR, file VARCHAR, kind VARCHAR, content_hash VARCHAR, mapping VARCHAR,
    rows_read BIGINT, rows_kept BIGINT, rejected VARCHAR, event_time_min TIMESTAMP, event_time_max TIMESTAMP, imported_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS rejects (
    import_no INTEGER, row_number BIGINT, column_name VARCHAR, value VARCHAR, reason VARCHAR
);
CREATE TABLE IF NOT EXISTS instruments (name VARCHAR);
CREATE TABLE IF NOT EXISTS settings (key VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS scenarios (id VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS mappings (shape VARCHAR, value VARCHAR);
