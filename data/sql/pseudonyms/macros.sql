-- What takes the place of personal data. HMAC-SHA256 of a text, as data/privacy/pseudonyms/names.py computes it, with the two keys that
-- the connection was given; two kinds of values (`of`) have no pseudonym in common.
CREATE OR REPLACE MACRO pseudonym(of, v) AS 'p' || left(sha256(getvariable('pseudonym_outer')
    || unhex(sha256(getvariable('pseudonym_inner') || encode(of || chr(31) || v)))), 20);
CREATE OR REPLACE MACRO plain_value(v) AS lower(trim(regexp_replace(v, '\s+', ' ', 'g')));
-- A value as it is compared before it is replaced, so that what joins in plain joins by pseudonyms too: of addresses and the digits of
-- phone numbers their SHA-256, as other shops hand them on; of a word for nobody nothing (persons/macros.sql).
CREATE OR REPLACE MACRO personal_value(v) AS CASE WHEN is_placeholder(plain_value(v)) THEN NULL WHEN contains(v, '@') THEN sha256(plain_value(v))
    WHEN regexp_full_match(v, '[-+0-9 ()./]+') AND length(phone_digits(v)) BETWEEN 7 AND 15 THEN sha256(phone_digits(v)) ELSE plain_value(v) END;
-- A cell without e-mail addresses: what no code and no name of a product looks like.
CREATE OR REPLACE MACRO without_addresses(v) AS CASE WHEN contains(v, '@')
    THEN regexp_replace(v, '[^\s@<>(),;:"'']+@[^\s@<>(),;:"'']+\.[^\s@<>(),;:"''.]+', '[e-mail]', 'g') ELSE v END;
-- A text without addresses, accounts and numbers to call.
CREATE OR REPLACE MACRO scrubbed(v) AS regexp_replace(regexp_replace(regexp_replace(v,
    '[^\s@<>(),;:"'']+@[^\s@<>(),;:"'']+\.[^\s@<>(),;:"''.]+', '[e-mail]', 'g'),
    '\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?\b', '[account]', 'g'),
    '(\+|\b00)\d[-\d ()/.]{6,18}\d\b|\(0?\d{2,5}\) ?[-\d /.]{5,14}\d\b|\b0\d{2,5}[ /-]\d[-\d ]{4,12}\d\b|\b\d{3}[-.]\d{3}[-.]\d{4}\b|\b1[3-9]\d{9}\b|\b0\d{9,11}\b', '[phone]', 'g');
