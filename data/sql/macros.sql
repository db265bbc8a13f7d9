-- How text becomes a value.

-- Ids stay text, digit for digit.
CREATE OR REPLACE MACRO read_plain_id(v) AS nullif(trim(v), '');
CREATE OR REPLACE MACRO read_whole_id(v) AS nullif(regexp_replace(trim(v), '\.0+$', ''), '');

-- Numbers: as they stand; with currency signs and thousands separators; with a decimal comma.
CREATE OR REPLACE MACRO bare_number(v) AS
    regexp_replace(regexp_replace(
        regexp_replace(trim(v), '^\(([^()]*)\)$', '-\1'),
        '^([-+]?)\s*([A-Z]{2,3}\s*\$?|[$€£¥₹₽₩]|kr\.?|zł)\s*', '\1'), '\s*([A-Z]{3}|[$€£¥₹₽₩元]|kr\.?|zł)$', '');
CREATE OR REPLACE MACRO plain_number(v) AS v;
CREATE OR REPLACE MACRO marked_number(v) AS
    CASE WHEN regexp_full_match(bare_number(v), '[-+]?\d{1,3}([, '' ’]\d{3})+(\.\d+)?')
         THEN regexp_replace(bare_number(v), '[, '' ’]', '', 'g') ELSE bare_number(v) END;
CREATE OR REPLACE MACRO comma_number(v) AS
    CASE WHEN regexp_full_match(bare_number(v), '[-+]?\d{1,3}([. '' ’]\d{3})*(,\d+)?|[-+]?\d+(,\d+)?')
         THEN replace(regexp_replace(bare_number(v), '[. '' ’]', '', 'g'), ',', '.') END;
CREATE OR REPLACE MACRO share_number(v) AS
    CASE WHEN trim(v) LIKE '%\%' ESCAPE '\' THEN CAST(TRY_CAST(rtrim(trim(v), '% ') AS DECIMAL(18, 6)) / 100 AS VARCHAR) ELSE v END;

-- Times: ISO (an offset is honored), day or month first, and what stands in digits alone.
CREATE OR REPLACE MACRO read_plain_time(v) AS
    CASE WHEN length(v) <= 19 OR v LIKE '% UTC' THEN TRY_CAST(v AS TIMESTAMP)
         ELSE TRY_CAST(regexp_replace(v, ' ?([+-]\d\d):?(\d\d)$', '\1:\2') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' END;
CREATE OR REPLACE MACRO read_digits_time(v) AS
    CASE length(regexp_replace(trim(v), '\.\d*$', ''))
        WHEN 8 THEN TRY_CAST(try_strptime(trim(v), '%Y%m%d') AS TIMESTAMP)
        WHEN 14 THEN TRY_CAST(try_strptime(trim(v), '%Y%m%d%H%M%S') AS TIMESTAMP)
        WHEN 9 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) * 1000000 AS BIGINT))
        WHEN 10 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) * 1000000 AS BIGINT))
        WHEN 13 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) * 1000 AS BIGINT))
        WHEN 16 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) AS BIGINT))
        WHEN 19 THEN make_timestamp(CAST(floor(TRY_CAST(trim(v) AS DECIMAL(38, 6)) / 1000) AS BIGINT))
    END;
CREATE OR REPLACE MACRO read_iso_time(v) AS read_plain_time(trim(replace(upper(trim(v)), ' GMT', ' UTC')));
CREATE OR REPLACE MACRO slashed(v) AS regexp_replace(upper(trim(v)), '^(\d{1,2})[./-](\d{1,2})[./-]', '\1/\2/');
CREATE OR REPLACE MACRO read_day_first_time(v) AS coalesce(
    try_strptime(slashed(v), ['%d/%m/%y', '%d/%m/%Y', '%d/%m/%y %H:%M', '%d/%m/%Y %H:%M', '%d/%m/%y %H:%M:%S',
        '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M:%S.%g', '%d/%m/%y %I:%M %p', '%d/%m/%Y %I:%M %p', '%d/%m/%Y %I:%M:%S %p']),
    read_iso_time(v));
CREATE OR REPLACE MACRO read_month_first_time(v) AS coalesce(
    try_strptime(slashed(v), ['%m/%d/%y', '%m/%d/%Y', '%m/%d/%y %H:%M', '%m/%d/%Y %H:%M', '%m/%d/%y %H:%M:%S',
        '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M:%S.%g', '%m/%d/%y %I:%M %p', '%m/%d/%Y %I:%M %p', '%m/%d/%Y %I:%M:%S %p']),
    read_iso_time(v));

CREATE OR REPLACE MACRO read_event_type(v) AS
    CASE WHEN v IN ('view', 'cart', 'purchase') THEN v
    ELSE CASE regexp_replace(lower(trim(v)), '[^a-z\x{4e00}-\x{9fff}]', '', 'g')
        WHEN 'view' THEN 'view' WHEN 'pv' THEN 'view' WHEN 'views' THEN 'view' WHEN 'pageview' THEN 'view'
        WHEN 'viewitem' THEN 'view' WHEN 'productview' THEN 'view' WHEN 'detail' THEN 'view' WHEN 'click' THEN 'view'
        WHEN 'clicks' THEN 'view' WHEN 'impression' THEN 'view' WHEN '浏览' THEN 'view' WHEN '点击' THEN 'view'
        WHEN 'cart' THEN 'cart' WHEN 'addtocart' THEN 'cart' WHEN 'add' THEN 'cart' WHEN 'basket' THEN 'cart'
        WHEN 'addtobasket' THEN 'cart' WHEN 'carts' THEN 'cart' WHEN '加购' THEN 'cart' WHEN '加购物车' THEN 'cart'
        WHEN 'fav' THEN 'view' WHEN 'favorite' THEN 'view' WHEN 'favourite' THEN 'view' WHEN 'wishlist' THEN 'view'
        WHEN 'addtowishlist' THEN 'view' WHEN '收藏' THEN 'view'
        WHEN 'purchase' THEN 'purchase' WHEN 'purchases' THEN 'purchase' WHEN 'buy' THEN 'purchase'
        WHEN 'transaction' THEN 'purchase' WHEN 'order' THEN 'purchase' WHEN 'ordered' THEN 'purchase'
        WHEN 'sale' THEN 'purchase' WHEN 'sold' THEN 'purchase' WHEN 'bought' THEN 'purchase' WHEN 'paid' THEN 'purchase'
        WHEN 'checkout' THEN 'purchase' WHEN '购买' THEN 'purchase' WHEN '下单' THEN 'purchase' WHEN '支付' THEN 'purchase'
        WHEN 'return' THEN 'return' WHEN 'returned' THEN 'return' WHEN 'refund' THEN 'return'
        WHEN 'refunded' THEN 'return' WHEN 'cancel' THEN 'return' WHEN 'cancelled' THEN 'return'
        WHEN 'canceled' THEN 'return' WHEN '退货' THEN 'return' WHEN '退款' THEN 'return'
        WHEN 'search' THEN 'search' WHEN '搜索' THEN 'search'
        WHEN 'rate' THEN 'rate' WHEN 'rating' THEN 'rate' WHEN 'review' THEN 'rate' WHEN '评价' THEN 'rate'
    END END;

-- A problem is one text: reason, column and value, taken apart when rejects are written.
CREATE OR REPLACE MACRO problem(reason, column_name, v) AS
    reason || chr(31) || column_name || chr(31) || coalesce(v, '');

CREATE OR REPLACE MACRO is_promoted(v) AS
    v IS NOT NULL AND lower(v) NOT IN ('0', '0.0', 'false', 'f', 'no', 'n', 'none', '');
