-- What a key's value is compared by: a SHA-256 of its plain writing, so that no address and no number is kept in plain for it.
-- A digest stays as it is, and so does a pseudonym.
CREATE OR REPLACE MACRO is_digest(v) AS regexp_full_match(v, '[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|p[0-9a-f]{20}');
CREATE OR REPLACE MACRO phone_digits(v) AS regexp_replace(regexp_replace(v, '\D', '', 'g'), '^00', '');
-- Whether a plain key says nothing: empty, a word for nobody, one sign again and again.
CREATE OR REPLACE MACRO is_placeholder(v) AS replace(v, left(v, 1), '') = ''
    OR list_contains(['none', 'null', 'nan', 'n/a', 'n.a.', 'na', 'nil', 'unknown', 'undefined', 'anonymous', 'guest', 'test', 'no', 'no email',
        'noemail', 'not given', 'keine', 'unbekannt', 'inconnu', 'ninguno', '无', '未知', '1234567890', '123456789', '0123456789'], v)
    OR regexp_full_match(v, '(no|none|na|null|unknown|noreply|no-reply|nomail|noemail)@.*')
    OR regexp_full_match(v, '[-+0-9 ()./]+') AND replace(phone_digits(v), left(phone_digits(v), 1), '') = '';
-- An e-mail address and a digest are the same in every column; so is a phone number. Anything else is so within its column alone.
CREATE OR REPLACE MACRO written_key(column_name, v) AS
    CASE WHEN is_digest(v) THEN v
         WHEN contains(v, '@') THEN sha256(v)
         WHEN regexp_full_match(v, '[-+0-9 ()./]+') AND length(phone_digits(v)) BETWEEN 7 AND 15 THEN sha256(phone_digits(v))
         ELSE sha256(column_name || chr(31) || v) END;
CREATE OR REPLACE MACRO plain_key(v) AS regexp_replace(lower(seen_text(v)), '\s+', ' ', 'g');
