-- What text looks like.

-- UTF-8 read as Windows-1252: Ã followed by what a second byte becomes, â€ for quotes and dashes, Â before signs.
CREATE OR REPLACE MACRO is_garbled(v) AS
    regexp_matches(v, 'Ã[\x{80}-\x{BF}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€|Â[\x{A0}-\x{BF}]|\x{FFFD}|ï»¿');
-- Money with four decimals, and with further ones where they say something.
CREATE OR REPLACE MACRO amount_text(v) AS regexp_replace(CAST(v AS VARCHAR), '(\.\d{4}\d*?)0+$', '\1');
CREATE OR REPLACE MACRO is_formula(v) AS regexp_matches(v, '^[=@]|^[+-][A-Za-z]+\(');
