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
