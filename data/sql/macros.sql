-- How text becomes a value.

-- Ids stay text, digit for digit.
-- What cannot be seen (no-break and zero-width spaces) is no part of an id; in text of ASCII alone there is none.
CREATE OR REPLACE MACRO seen_text(v) AS trim(translate(trim(v, chr(9) || chr(160) || chr(12288) || ' '), chr(8203) || chr(8288) || chr(65279), ''));
CREATE OR REPLACE MACRO read_plain_id(v) AS nullif(CASE WHEN strlen(v) = length(v) THEN trim(v) ELSE seen_text(v) END, '');
-- Ids that a spreadsheet must not take for numbers, in a tab, after an apostrophe or as ="00123".
CREATE OR REPLACE MACRO is_guarded_id(v) AS contains(v, chr(9)) OR starts_with(v, '="') OR starts_with(v, chr(39));
CREATE OR REPLACE MACRO is_list(v) AS starts_with(v, '[') AND suffix(v, ']');
-- Several products in one cell: "Product SKU: A, Qty: 1 | Product SKU: B, Qty: 2", "1 x Mug, 2 x Tea", "Mug (1); Tea (2)".
CREATE OR REPLACE MACRO lists_products(v) AS (contains(v, ':') AND regexp_matches(v,
        '(?i)(product|item|article|artikel|sku|qty|quantity|menge|name)[^:|;,]{0,20}:[^:|;,]+[|;,\n][^:|;,]{1,30}:'))
    OR regexp_full_match(v, '\s*(\d+ ?[xX×] [^,;|\n]+|[^,;|\n]+ [xX×] ?\d+|[^,;|\n]+\(\d+\))(\s*[,;|\n]\s*(\d+ ?[xX×] [^,;|\n]+|[^,;|\n]+ [xX×] ?\d+|[^,;|\n]+\(\d+\)))+\s*');
CREATE OR REPLACE MACRO read_guarded_id(v) AS nullif(regexp_replace(regexp_replace(seen_text(v), '^="(.*)"$', '\1'), '^''([\dA-Za-z_.-]*\d[\dA-Za-z_.-]*)''?$', '\1'), '');
CREATE OR REPLACE MACRO read_whole_id(v) AS nullif(regexp_replace(trim(v), '\.0+$', ''), '');
CREATE OR REPLACE MACRO is_damaged_id(v) AS regexp_full_match(trim(v), '[+-]?\d([.,]\d+)?[eE]\+\d+');
CREATE OR REPLACE MACRO read_damaged_id(v) AS CASE WHEN NOT is_damaged_id(v) THEN read_plain_id(v) END;

-- A name as its words, without case, accents and signs, and how its first word begins (a sign of Chinese is a word).
CREATE OR REPLACE MACRO plain_words(v) AS trim(regexp_replace(strip_accents(
    translate(replace(replace(replace(replace(lower(v), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), '&', ' and '), 'łøıđ', 'loid')), '[^\pL\pN]+', ' ', 'g'));
CREATE OR REPLACE MACRO first_letters(v) AS regexp_extract(v, '\pL[^\d ]{0,2}')[:CASE WHEN unicode(regexp_extract(v, '\pL')) >= 11904 THEN 1 ELSE 3 END];

-- Numbers: as they stand; with currency signs and thousands separators; with a decimal comma.
-- Digits, commas and signs of other scripts, a spreadsheet's apostrophe, `12,-` without cents, and a minus behind: all to one shape.
CREATE OR REPLACE MACRO plain_digits(v) AS translate(v, '−–—‑‒﹣－￥，．٫٬０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹', '-------¥,..,012345678901234567890123456789');
CREATE OR REPLACE MACRO spaced_number(v) AS regexp_replace(regexp_replace(regexp_replace(trim(regexp_replace(
    CASE WHEN strlen(v) = length(v) THEN v ELSE plain_digits(v) END, '[\x{a0}\x{202f}\x{2007}\x{2009}]', ' ', 'g')), '^''+(.)', '\1'),
    '(\d)[.,:]-{1,2}(\s*\D{0,4})$', '\1\2'), '^([^-]*\d[^-]*?)\s*-\s*([^-\d]{0,4})$', '-\1\2');
CREATE OR REPLACE MACRO bare_number(v) AS
    regexp_replace(regexp_replace(
        regexp_replace(spaced_number(v), '^([^\d()-]{0,4})\(([^()]*)\)([^\d()]{0,4})$', '-\1\2\3'),
        '^([-+]?)\s*([A-Z]{1,3}\s*\$|[A-Z]{3}|TL|R[sp]\.?|[$€£¥₹₽₩₺₫฿₪₱]|[Kk]r\.?|zł)?\s*([-+]?)\s*', '\1\3'),
        '\s*([A-Z]{3}|TL|[$€£¥₹₽₩₺₫฿₪₱元円원]|[Kk]r\.?|zł|Kč|Ft|lei|лв\.?|грн\.?|руб\.?|р\.)$', '');
-- The currency that an amount names, as its sign or code; NULL where it names none.
CREATE OR REPLACE MACRO currency_of(v) AS nullif(upper(regexp_extract(trim(v),
    '([A-Z]{1,3}\$|[A-Z]{3}|TL|R[sp]\b|[$€£¥￥₹₽₩₺₫฿₪₱元円원]|[Kk]r|zł|Kč|Ft|lei|лв|грн|руб)')), '');
CREATE OR REPLACE MACRO plain_number(v) AS v;
CREATE OR REPLACE MACRO marked_number(v) AS
    CASE WHEN regexp_full_match(bare_number(v), '[-+]?[1-9]\d{0,2}([, '' ’]\d{2,3})*[, '' ’]\d{3}(\.\d+)?')
         THEN regexp_replace(bare_number(v), '[, '' ’]', '', 'g') ELSE bare_number(v) END;
CREATE OR REPLACE MACRO comma_number(v) AS
    CASE WHEN regexp_full_match(bare_number(v), '[-+]?\d{1,3}([. '' ’]\d{3})*(,\d+)?|[-+]?\d+(,\d+)?')
         THEN replace(regexp_replace(bare_number(v), '[. '' ’]', '', 'g'), ',', '.') END;
-- Shares: 0.1, 10 % and, in a column of percents, 10.
CREATE OR REPLACE MACRO percent_number(v) AS
    CAST(TRY_CAST(replace(rtrim(trim(v), '%％ '), ',', '.') AS DECIMAL(18, 6)) / 100 AS VARCHAR);
CREATE OR REPLACE MACRO share_number(v) AS
    CASE WHEN suffix(trim(v), '折') THEN -- nine tenths are to be paid
        CAST(1 - TRY_CAST('0.' || replace(rtrim(trim(v), '折 '), '.', '') AS DECIMAL(18, 6)) AS VARCHAR)
    WHEN suffix(trim(v), '%') OR suffix(trim(v), '％') THEN percent_number(v) ELSE replace(trim(v), ',', '.') END;
-- Whatever it is: a number where it reads as one. For attributes, whose way of writing nobody settled.
CREATE OR REPLACE MACRO loose_number(v) AS
    coalesce(TRY_CAST(v AS DOUBLE), TRY_CAST(marked_number(CAST(v AS VARCHAR)) AS DOUBLE));

-- Times: ISO (an offset is honored), day or month first, and what stands in digits alone.
CREATE OR REPLACE MACRO after_year_99(t) AS nullif(greatest(t, TIMESTAMP '0100-01-01'), TIMESTAMP '0100-01-01'); -- 24/03/05 is no year 24
CREATE OR REPLACE MACRO read_plain_time(v) AS
    CASE WHEN length(v) <= 19 OR v LIKE '% UTC' THEN after_year_99(TRY_CAST(v AS TIMESTAMP))
         ELSE TRY_CAST(regexp_replace(v, ' ?([+-]\d\d):?(\d\d)$', '\1:\2') AS TIMESTAMPTZ) AT TIME ZONE 'UTC' END;
CREATE OR REPLACE MACRO read_written_digits_time(v) AS
    CASE length(regexp_replace(trim(v), '\.\d*$', ''))
        WHEN 8 THEN TRY_CAST(try_strptime(trim(v), '%Y%m%d') AS TIMESTAMP)
        WHEN 12 THEN TRY_CAST(try_strptime(trim(v), '%Y%m%d%H%M') AS TIMESTAMP)
        WHEN 14 THEN TRY_CAST(try_strptime(trim(v), ['%Y%m%d%H%M%S', '%Y%m%d %H:%M']) AS TIMESTAMP)
        WHEN 17 THEN TRY_CAST(try_strptime(trim(v), '%Y%m%d %H:%M:%S') AS TIMESTAMP)
        WHEN 9 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) * 1000000 AS BIGINT))
        WHEN 10 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) * 1000000 AS BIGINT))
        WHEN 13 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) * 1000 AS BIGINT))
        WHEN 16 THEN make_timestamp(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) AS BIGINT))
        WHEN 19 THEN make_timestamp(CAST(floor(TRY_CAST(trim(v) AS DECIMAL(38, 6)) / 1000) AS BIGINT))
    END;
-- 1.709632005E9, as Java writes large numbers, in digits alone.
CREATE OR REPLACE MACRO digits_text(v) AS CASE WHEN NOT contains(upper(v), 'E') THEN v
    ELSE regexp_replace(CAST(TRY_CAST(trim(v) AS DECIMAL(38, 6)) AS VARCHAR), '\.0+$', '') END;
CREATE OR REPLACE MACRO read_digits_time(t) AS read_written_digits_time(digits_text(t));
-- Zones by their letters, where these mean one offset only, and the spaces that browsers put before PM. The lambdas keep what
-- a macro is given from being written out many times, which would make every statement long to plan.
CREATE OR REPLACE MACRO offset_of(zone) AS
    ['-08:00', '-07:00', '-07:00', '-06:00', '-05:00', '-05:00', '-04:00', '+01:00', '+01:00', '+01:00', '+02:00', '+02:00', '+03:00',
     '+03:00', '+09:00', '+09:00', '+10:00', '+11:00'][list_position(['PST', 'PDT', 'MST', 'MDT', 'CDT', 'EST', 'EDT', 'WEST', 'BST', 'CET',
     'CEST', 'EET', 'EEST', 'MSK', 'JST', 'KST', 'AEST', 'AEDT'], zone)];
CREATE OR REPLACE MACRO shown_text(v) AS list_transform([upper(trim(translate(v, chr(8239) || chr(160), '  ')))], lambda t: coalesce(
    regexp_replace(t, '\s*[A-Z]{3,4}$', ' ') || offset_of(nullif(regexp_extract(t, ':\d\d(\.\d+)?( ?[AP]M)?\s*([A-Z]{3,4})$', 3), '')), t))[1];
CREATE OR REPLACE MACRO iso_text(v) AS regexp_replace(regexp_replace(replace(shown_text(v), ' GMT', ' UTC'),
    '^(\d{4})[./](\d{1,2})[./](\d{1,2})', '\1-\2-\3'), '^(\d{4}-\d{1,2}-\d{1,2})[T ](\d{1,2}(:\d\d)?)(Z|[+-]\d\d:?\d\d)?$',
    '\1 \2:00\4'); -- hours without minutes get them, and minutes their seconds
-- A week (2024-W09, 2024W09) is its Monday, a day of it (2024-W09-3) that day; a 53rd week that its year does not have is none.
CREATE OR REPLACE MACRO week_day(v) AS
    try_strptime(rpad(regexp_replace(upper(trim(v)), '^(\d{4})-?W(\d\d)(-?(\d))?$', '\1-W\2-\4'), 10, '1'), '%G-W%V-%u');
CREATE OR REPLACE MACRO read_week_time(v) AS CASE WHEN regexp_full_match(trim(v), '\d{4}-?[Ww]\d\d(-?\d)?')
    AND date_part('isoyear', week_day(v)) = CAST(trim(v)[:4] AS INTEGER) THEN week_day(v) END;
CREATE OR REPLACE MACRO read_iso_time(v) AS coalesce(read_plain_time(iso_text(v)), CASE WHEN regexp_matches(v, '^\s*\d{4}') THEN coalesce(
    read_plain_time(regexp_replace(iso_text(v), ':00(Z|[+-]\d\d:?\d\d)?$', ':00:00\1')),
    try_strptime(iso_text(v), ['%Y-%m-%d %I:%M %p', '%Y-%m-%d %I:%M:%S %p']), read_week_time(v)) END);
-- 2024年3月5日 下午3:04; 5 Mar 2024 15:04; March 5, 2024 3:04 PM; Tue, 05 Mar 2024 10:20:00 +0100: all to one shape.
CREATE OR REPLACE MACRO chinese_text(v) AS trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(translate(
    replace(replace(replace(trim(v), '秒', ''), '上午', ' AM '), '下午', ' PM '), '年月日号时点分：', '--  ::::'),
    ':\s*$', ''), '\s+', ' ', 'g'), '( \d{1,2}:)$', '\1'||'00'), '^(\S+) (AM|PM) ?(.*)$', '\1 \3 \2'));
CREATE OR REPLACE MACRO worded_text(v) AS trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    replace(shown_text(v), 'SEPT ', 'SEP '), '\s*\([^)]*\)$', ''), '^(MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*,? ', ''), '(:\d\d(?: ?[AP]M)?)\s*(GMT|UTC|Z)?\s*([+-]\d\d:?\d\d)?$', '\1'),
    '(\d)(ST|ND|RD|TH)\b', '\1'), '[,.]|\bAT\b', ' ', 'g'), '([A-Z\d])-([A-Z\d])|\s+', '\1 \2', 'g'));
CREATE OR REPLACE MACRO names_month(v) AS regexp_matches(v, '(?i)jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec');
CREATE OR REPLACE MACRO offset_minutes(v) AS coalesce(CASE WHEN regexp_matches(v, ':\d\d( ?[AP]M)?\s*(GMT|UTC)?\s*[+-]\d\d:?\d\d(\s*\(.*\))?$') THEN
    CAST(regexp_extract(v, '([+-])\d\d:?\d\d(\s*\(.*\))?$', 1) || '1' AS INTEGER)
    * (60 * CAST(regexp_extract(v, '[+-](\d\d):?\d\d(\s*\(.*\))?$', 1) AS INTEGER)
       + CAST(regexp_extract(v, '[+-]\d\d:?(\d\d)(\s*\(.*\))?$', 1) AS INTEGER)) END, 0);
CREATE OR REPLACE MACRO read_words_time(v) AS coalesce(
    read_iso_time(v),
    CASE WHEN regexp_matches(v, '[年月午]') THEN read_iso_time(chinese_text(v)) END,
    CASE WHEN names_month(v) THEN try_strptime(worded_text(v), ['%d %b %y', '%d %b %Y', '%b %d %y', '%b %d %Y', '%d %b %y %H:%M', '%d %b %Y %H:%M',
        '%d %b %y %H:%M:%S', '%d %b %Y %H:%M:%S', '%b %d %y %H:%M', '%b %d %Y %H:%M', '%b %d %y %H:%M:%S', '%b %d %Y %H:%M:%S',
        '%d %b %y %I:%M %p', '%d %b %Y %I:%M %p', '%d %b %y %I:%M:%S %p', '%d %b %Y %I:%M:%S %p', '%b %d %y %I:%M %p',
        '%b %d %Y %I:%M %p', '%b %d %y %I:%M:%S %p', '%b %d %Y %I:%M:%S %p', '%b %d %H:%M:%S %Y',
        '%d %B %Y', '%B %d %Y', '%d %B %Y %H:%M', '%B %d %Y %H:%M', '%d %B %Y %H:%M:%S', '%B %d %Y %H:%M:%S',
        '%d %B %Y %I:%M %p', '%B %d %Y %I:%M %p', '%d %B %Y %I:%M:%S %p', '%B %d %Y %I:%M:%S %p'])
        - to_minutes(offset_minutes(shown_text(v))) END);
-- Days counted by a spreadsheet from 1899-12-30, and days (with a clock) counted from a first day, number 1.
CREATE OR REPLACE MACRO read_excel_time(v) AS CASE WHEN TRY_CAST(trim(v) AS DOUBLE) BETWEEN 20000 AND 80000 THEN
    TIMESTAMP '1899-12-30' + to_seconds(CAST(round(TRY_CAST(trim(v) AS DOUBLE) * 86400) AS BIGINT)) END;
CREATE OR REPLACE MACRO read_counted_time(v, first_day) AS
    first_day + to_days(TRY_CAST(str_split(trim(v), ' ')[1] AS INTEGER) - 1)
    + coalesce(TRY_CAST(nullif(str_split(trim(v), ' ')[2], '') AS INTERVAL), INTERVAL 0 SECOND);
-- A date and its clock (14:05:33, 8:31 PM, 0831, 83100) in two columns are read as one text.
CREATE OR REPLACE MACRO clock_text(v) AS CASE
    WHEN regexp_full_match(trim(v), '\d{1,2}(\.0+)?') THEN lpad(regexp_extract(trim(v), '\d+'), 2, '0') || ':00:00'
    ELSE trim(v) END;
CREATE OR REPLACE MACRO hhmm_clock(v) AS CASE WHEN regexp_full_match(trim(v), '\d{1,4}')
    THEN lpad(trim(v), 4, '0')[:2] || ':' || right(lpad(trim(v), 4, '0'), 2) || ':00' ELSE trim(v) END;
CREATE OR REPLACE MACRO hhmmss_clock(v) AS CASE WHEN regexp_full_match(trim(v), '\d{1,6}')
    THEN lpad(trim(v), 6, '0')[:2] || ':' || lpad(trim(v), 6, '0')[3:4] || ':' || right(lpad(trim(v), 6, '0'), 2) ELSE trim(v) END;
CREATE OR REPLACE MACRO is_midnight(v) AS regexp_matches(trim(v), '[T ]0?0:00(:00(\.0+)?)?$');
CREATE OR REPLACE MACRO dated_clock(day, clock) AS
    CASE WHEN regexp_matches(day, '[T ]\d{1,2}:\d\d') AND NOT is_midnight(day) THEN day -- it has a clock of its own
         WHEN day IS NOT NULL THEN concat_ws(' ', regexp_replace(trim(day), '[T ]0?0:00(:00(\.0+)?)?$', ''), clock) END;
-- Times without a zone of their own are read where the shop's clocks stand; epochs are UTC already.
CREATE OR REPLACE MACRO names_zone(v) AS regexp_matches(upper(trim(v)),
    '(UTC|GMT|Z)(\s*\(.*\))?$|:\d\d(\.\d+)?\s*([A-Z]{3,5}|[A-Z_]+/[A-Z_/]+)(\s*\(.*\))?$|:\d\d(\.\d+)?\s*(GMT|UTC)?\s*[+-]\d\d(:?\d\d)?(\s*\(.*\))?$|^(\d{9,10}(\.\d*)?|\d{13}|\d{16}|\d{19})$');
CREATE OR REPLACE MACRO in_zone(t, v, zone) AS
    CASE WHEN t IS NULL OR names_zone(v) THEN t ELSE (t AT TIME ZONE zone) AT TIME ZONE 'UTC' END;
-- Day, month or year first; a year has two digits or four, and only one of two digits can come first.
CREATE OR REPLACE MACRO slashes(v) AS regexp_replace(regexp_replace(upper(trim(translate(v, chr(8239) || chr(160), '  '))), '^(\d{1,2})[./-](\d{1,2})[./-]', '\1/\2/'), ', ?(\d)', ' \1');
CREATE OR REPLACE MACRO year_last(v) AS CASE WHEN regexp_matches(v, '^\s*\d{1,2}[./-]\d{1,2}[./-](\d\d|\d{4})(\D|$)') THEN slashes(v) END;
CREATE OR REPLACE MACRO year_first(v) AS CASE WHEN regexp_matches(v, '^\s*\d\d[./-]\d{1,2}[./-]\d{1,2}(\D|$)') THEN slashes(v) END;
CREATE OR REPLACE MACRO outer_number(v, place) AS nullif(regexp_extract(v, '^\s*(\d\d)[./-]\d\d?[./-](\d\d)(\D|$)', place), '');
CREATE OR REPLACE MACRO read_day_first_time(v) AS coalesce(
    try_strptime(year_last(v), ['%d/%m/%y', '%d/%m/%Y', '%d/%m/%y %H:%M', '%d/%m/%Y %H:%M', '%d/%m/%y %H:%M:%S',
        '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M:%S.%g', '%d/%m/%y %I:%M %p', '%d/%m/%Y %I:%M %p',
        '%d/%m/%y %I:%M:%S %p', '%d/%m/%Y %I:%M:%S %p']),
    read_iso_time(v));
CREATE OR REPLACE MACRO read_month_first_time(v) AS coalesce(
    try_strptime(year_last(v), ['%m/%d/%y', '%m/%d/%Y', '%m/%d/%y %H:%M', '%m/%d/%Y %H:%M', '%m/%d/%y %H:%M:%S',
        '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M:%S.%g', '%m/%d/%y %I:%M %p', '%m/%d/%Y %I:%M %p',
        '%m/%d/%y %I:%M:%S %p', '%m/%d/%Y %I:%M:%S %p']),
    read_iso_time(v));
CREATE OR REPLACE MACRO read_year_first_time(v) AS coalesce(
    try_strptime(year_first(v), ['%y/%m/%d', '%y/%m/%d %H:%M', '%y/%m/%d %H:%M:%S', '%y/%m/%d %H:%M:%S.%g',
        '%y/%m/%d %I:%M %p', '%y/%m/%d %I:%M:%S %p']),
    read_iso_time(v));

-- What customers do; the words are those of `synonyms.toml`, without case and signs.
CREATE OR REPLACE MACRO read_event_type(v) AS
    CASE WHEN v IN ('view', 'cart', 'purchase') THEN v
    ELSE CASE regexp_replace(lower(trim(v)), '[^a-z\x{4e00}-\x{9fff}]', '', 'g')
        WHEN 'view' THEN 'view' WHEN 'views' THEN 'view' WHEN 'pv' THEN 'view' WHEN 'pageview' THEN 'view'
        WHEN 'pageviews' THEN 'view' WHEN 'viewitem' THEN 'view' WHEN 'viewproduct' THEN 'view'
        WHEN 'productview' THEN 'view' WHEN 'viewcontent' THEN 'view' WHEN 'itemview' THEN 'view'
        WHEN 'detail' THEN 'view' WHEN 'detailview' THEN 'view' WHEN 'click' THEN 'view' WHEN 'clicks' THEN 'view'
        WHEN 'clk' THEN 'view' WHEN 'impression' THEN 'view' WHEN 'fav' THEN 'view' WHEN 'favorite' THEN 'view'
        WHEN 'favourite' THEN 'view' WHEN 'favor' THEN 'view' WHEN 'like' THEN 'view' WHEN 'collect' THEN 'view'
        WHEN 'wishlist' THEN 'view' WHEN 'addtowishlist' THEN 'view' WHEN 'addtofavorites' THEN 'view'
        WHEN 'selectitem' THEN 'view' WHEN 'viewitemlist' THEN 'view' WHEN 'viewpromotion' THEN 'view'
        WHEN 'selectpromotion' THEN 'view' WHEN '浏览' THEN 'view' WHEN '点击' THEN 'view' WHEN '收藏' THEN 'view'
        WHEN '查看' THEN 'view' WHEN '曝光' THEN 'view'
        WHEN 'cart' THEN 'cart' WHEN 'carts' THEN 'cart' WHEN 'addtocart' THEN 'cart' WHEN 'addcart' THEN 'cart'
        WHEN 'add' THEN 'cart' WHEN 'addtobasket' THEN 'cart' WHEN 'basket' THEN 'cart' WHEN 'atc' THEN 'cart'
        WHEN 'begincheckout' THEN 'cart' WHEN 'addshippinginfo' THEN 'cart' WHEN 'addpaymentinfo' THEN 'cart'
        WHEN '加购' THEN 'cart' WHEN '加购物车' THEN 'cart' WHEN '加入购物车' THEN 'cart' WHEN '购物车' THEN 'cart'
        WHEN 'purchase' THEN 'purchase' WHEN 'purchases' THEN 'purchase' WHEN 'purchased' THEN 'purchase'
        WHEN 'buy' THEN 'purchase' WHEN 'bought' THEN 'purchase' WHEN 'transaction' THEN 'purchase'
        WHEN 'order' THEN 'purchase' WHEN 'ordered' THEN 'purchase' WHEN 'orders' THEN 'purchase'
        WHEN 'sale' THEN 'purchase' WHEN 'sold' THEN 'purchase' WHEN 'paid' THEN 'purchase'
        WHEN 'pay' THEN 'purchase' WHEN 'payment' THEN 'purchase' WHEN 'checkout' THEN 'purchase'
        WHEN 'completed' THEN 'purchase' WHEN 'orderplaced' THEN 'purchase' WHEN 'placeorder' THEN 'purchase'
        WHEN '购买' THEN 'purchase' WHEN '下单' THEN 'purchase' WHEN '支付' THEN 'purchase' WHEN '付款' THEN 'purchase'
        WHEN '成交' THEN 'purchase'
        WHEN 'return' THEN 'return' WHEN 'returned' THEN 'return' WHEN 'returns' THEN 'return'
        WHEN 'refund' THEN 'return' WHEN 'refunded' THEN 'return' WHEN 'cancel' THEN 'return'
        WHEN 'cancelled' THEN 'return' WHEN 'canceled' THEN 'return' WHEN 'cancellation' THEN 'return'
        WHEN '退货' THEN 'return' WHEN '退款' THEN 'return' WHEN '取消' THEN 'return'
        WHEN 'search' THEN 'search' WHEN 'searched' THEN 'search' WHEN 'viewsearchresults' THEN 'search'
        WHEN 'query' THEN 'search' WHEN '搜索' THEN 'search'
        WHEN 'rate' THEN 'rate' WHEN 'rated' THEN 'rate' WHEN 'rating' THEN 'rate' WHEN 'review' THEN 'rate'
        WHEN 'reviewed' THEN 'rate' WHEN 'comment' THEN 'rate' WHEN '评价' THEN 'rate' WHEN '评分' THEN 'rate'
        WHEN '评论' THEN 'rate'
        WHEN 'exposure' THEN 'exposure' WHEN 'exposures' THEN 'exposure' WHEN 'exposed' THEN 'exposure'
        WHEN 'shown' THEN 'exposure' WHEN 'recommended' THEN 'exposure' WHEN 'recommendation' THEN 'exposure'
        WHEN 'recommendationshown' THEN 'exposure' WHEN '推荐' THEN 'exposure'
    END END;
CREATE OR REPLACE MACRO read_coded_type(v, codes, meanings) AS
    coalesce(meanings[list_position(codes, regexp_replace(trim(v), '\.0+$', ''))], read_event_type(v));

-- What the words of a status mean, and whether a mark (a time, a reason, yes) says that something was cancelled; the graver of
-- several statuses counts.
CREATE OR REPLACE MACRO read_status(v, words, meanings) AS meanings[list_position(words, trim(v))];
CREATE OR REPLACE MACRO read_flag(v) AS CASE WHEN v IS NOT NULL AND TRY_CAST(v AS DOUBLE) IS DISTINCT FROM 0
    AND NOT list_contains(['', 'false', 'f', 'no', 'n', 'nein', 'non', 'nee', 'nie', 'nej', 'nei', '否', 'いいえ', '아니오'], lower(trim(v))) THEN 'none' END;
CREATE OR REPLACE MACRO graver_status(a, b, c, d) AS
    CASE WHEN 'none' IN (a, b, c, d) THEN 'none' WHEN 'return' IN (a, b, c, d) THEN 'return' END;

-- Whether a product can be sold now; the words are those of `synonyms.toml`, without case, accents and signs. Other words tell nothing.
CREATE OR REPLACE MACRO plain_word(v) AS regexp_replace(replace(strip_accents(lower(v)), '.0', ''), '[^\pL\pN]+', '', 'g');
CREATE OR REPLACE MACRO read_yes_no(v) AS
    CASE WHEN list_contains(['yes', 'y', 'true', 't', '1', 'instock', 'available', 'availablenow', 'ja', 'auflager', 'lieferbar', 'verfugbar', 'oui',
        'enstock', 'disponible', 'si', 'sim', 'disponivel', 'tak', 'dostepny', 'onbackorder', 'backorder', 'preorder',
        'limitedavailability', '是', '有', '有货', '有貨', '在庫あり', '예'], plain_word(v)) THEN true WHEN list_contains(['no', 'n', 'false', 'f', '0', 'outofstock', 'soldout', 'unavailable', 'notavailable', 'discontinued', 'nein',
        'nichtlieferbar', 'nichtverfugbar', 'ausverkauft', 'non', 'rupture', 'enrupture', 'agotado', 'nao', 'nie', 'brak',
        'niedostepny', '否', '无', '无货', '無貨', '缺货', '缺貨', '售罄', '在庫なし', '아니오'], plain_word(v)) THEN false END;

-- Whether a customer agrees to personal prices; other words tell nothing.
CREATE OR REPLACE MACRO read_consent(v) AS
    CASE WHEN list_contains(['granted', 'given', 'agreed', 'accepted', 'consented', 'optin', 'optedin', 'erteilt', 'zugestimmt', 'accorde', 'accepte',
        'concedido', 'aceptado', 'aceito', '同意', '已同意', '동의'], plain_word(v)) THEN true
         WHEN list_contains(['refused', 'withdrawn', 'denied', 'declined', 'rejected', 'revoked', 'optout', 'optedout', 'none', 'verweigert',
        'abgelehnt', 'widerrufen', 'refuse', 'retire', 'rechazado', 'denegado', 'retirado', 'recusado', 'negado', '拒绝', '拒絕', '不同意', '已撤回',
        '同意しない', '거부'], plain_word(v)) THEN false
         ELSE read_yes_no(v) END;

-- A problem is one text: reason, column and value, taken apart when rejects are written.
CREATE OR REPLACE MACRO problem(reason, column_name, v) AS
    reason || chr(31) || column_name || chr(31) || coalesce(v, '');
CREATE OR REPLACE MACRO reason_of(problem) AS str_split(problem, chr(31))[1];
