-- The tables of a shop. Ids are text, money is DECIMAL (sums repeat), times are UTC. Prices per unit have eight decimals, so that
-- a price times its quantity is the line's total to the cent, also of 100,000 units for 12.34.
-- `problem` is filled only while a file is being imported: rows that have one become rejects.
CREATE TABLE IF NOT EXISTS events (
    customer_id VARCHAR, event_time TIMESTAMP, event_type VARCHAR, product_id VARCHAR,
    net_price DECIMAL(18, 8), list_price DECIMAL(18, 8), quantity DECIMAL(18, 3),
    order_id VARCHAR, session_id VARCHAR, store_id VARCHAR, channel VARCHAR,
    cost DECIMAL(18, 4), promotion VARCHAR, title VARCHAR, category VARCHAR, brand VARCHAR,
    import_no INTEGER, problem VARCHAR
);
ALTER TABLE events ADD COLUMN IF NOT EXISTS query VARCHAR; -- of search events
CREATE TABLE IF NOT EXISTS products (
    product_id VARCHAR, title VARCHAR, category VARCHAR, brand VARCHAR,
    list_price DECIMAL(18, 4), cost DECIMAL(18, 4), import_no INTEGER, problem VARCHAR
);
-- Names that no attribute of an older shop has: `arm` of events, `stock` and `in_stock` of products.
ALTER TABLE events ADD COLUMN IF NOT EXISTS shown_by VARCHAR;
ALTER TABLE products ADD COLUMN IF NOT EXISTS units_at_hand DECIMAL(18, 4);
ALTER TABLE products ADD COLUMN IF NOT EXISTS is_sellable BOOLEAN;
ALTER TABLE products ADD COLUMN IF NOT EXISTS text VARCHAR; -- a description
ALTER TABLE products ADD COLUMN IF NOT EXISTS image VARCHAR; -- the name of a file
CREATE TABLE IF NOT EXISTS customers (customer_id VARCHAR, import_no INTEGER, problem VARCHAR);
CREATE TABLE IF NOT EXISTS offers (
    offer_id VARCHAR, product_ids VARCHAR[], discount_share DECIMAL(9, 6), name VARCHAR,
    import_no INTEGER, problem VARCHAR
);
CREATE TABLE IF NOT EXISTS orders (
    order_id VARCHAR, customer_id VARCHAR, event_time TIMESTAMP, store_id VARCHAR, channel VARCHAR,
    order_discount DECIMAL(18, 4), import_no INTEGER, problem VARCHAR
);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS paid_total DECIMAL(18, 4);
ALTER TABLE orders ADD COLUMN IF NOT EXISTS sale_status VARCHAR; -- none or return, where its lines are no sales
ALTER TABLE orders ADD COLUMN IF NOT EXISTS order_refund DECIMAL(18, 4);
CREATE TABLE IF NOT EXISTS prices (
    product_id VARCHAR, day TIMESTAMP, price DECIMAL(18, 4), store_id VARCHAR, price_key VARCHAR, import_no INTEGER, problem VARCHAR
);
CREATE TABLE IF NOT EXISTS aliases (alias_id VARCHAR, customer_id VARCHAR, import_no INTEGER);
-- Which customer ids files say are one person, and which are taken for one: what follows from those files, the keys that the shop
-- matches and the rows there are, found anew with every change of them.
CREATE TABLE IF NOT EXISTS persons (
    customer_id VARCHAR, person_id VARCHAR, same_as VARCHAR, source VARCHAR, person_key VARCHAR, import_no INTEGER, problem VARCHAR
);
CREATE TABLE IF NOT EXISTS person_links (customer_id VARCHAR, person_id VARCHAR, found_by VARCHAR);
-- Who said yes or no to personal prices by hand, after which import; and who has not agreed, found anew with every change of either.
CREATE TABLE IF NOT EXISTS consents (customer_id VARCHAR, is_granted BOOLEAN, after_no INTEGER);
CREATE TABLE IF NOT EXISTS refusers (customer_id VARCHAR);
CREATE TABLE IF NOT EXISTS attributes (kind VARCHAR, name VARCHAR, is_number BOOLEAN, is_of_customer BOOLEAN);
CREATE TABLE IF NOT EXISTS imports (
    import_no INTEGER, import_id VARCHAR, file VARCHAR, kind VARCHAR, content_hash VARCHAR, mapping VARCHAR,
    rows_read BIGINT, rows_kept BIGINT, rejected VARCHAR, event_time_min TIMESTAMP, event_time_max TIMESTAMP, imported_at TIMESTAMP
);
ALTER TABLE imports ADD COLUMN IF NOT EXISTS added VARCHAR; -- columns that came with it, as JSON
CREATE TABLE IF NOT EXISTS forgotten_customers (salt VARCHAR, hash VARCHAR, forgotten_at TIMESTAMP); -- ids, salted and hashed
CREATE TABLE IF NOT EXISTS rejects (
    import_no INTEGER, row_number BIGINT, column_name VARCHAR, value VARCHAR, reason VARCHAR
);
CREATE TABLE IF NOT EXISTS instruments (name VARCHAR);
CREATE TABLE IF NOT EXISTS settings (key VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS scenarios (id VARCHAR, value VARCHAR);
CREATE TABLE IF NOT EXISTS mappings (shape VARCHAR, value VARCHAR);
-- What large shops keep of their marts, and the state of the data it was found in.
CREATE TABLE IF NOT EXISTS visit_starts (customer_id VARCHAR, started_at TIMESTAMP);
CREATE TABLE IF NOT EXISTS last_visits (customer_id VARCHAR, last_at TIMESTAMP); -- the latest line of a customer counts
CREATE TABLE IF NOT EXISTS kept_marts (name VARCHAR, state VARCHAR);
