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
