-- Times of other habits, brought to the shapes that the macros of times read: 5. 2. 2024, 05/03/2024 10.15, le 5 mars 2024 à 10h15,
-- 20240305T101500Z. Only columns that no other way of writing reads whole are read so: each macro takes many steps.

-- Which month a word names, in lower case without accents; full names and short ones, in the cases that dates stand in.
-- In turn: en de fr es it pt nl pl cs sk sv da no fi ro hu tr ru.
CREATE OR REPLACE MACRO month_number(w) AS CASE
    WHEN list_contains(['jan', 'january', 'januar', 'janner', 'jaenner', 'janv', 'janvier', 'ene', 'enero', 'gen', 'gennaio', 'janeiro', 'januari', 'sty', 'stycznia', 'styczen', 'led', 'ledna', 'leden', 'januara', 'tammi', 'tammik', 'tammikuu', 'tammikuuta', 'ian', 'ianuarie', 'oca', 'ocak', 'янв', 'января', 'январь'], w) THEN 1
    WHEN list_contains(['feb', 'february', 'februar', 'feber', 'fev', 'fevr', 'fevrier', 'febrero', 'febbraio', 'febr', 'fevereiro', 'februari', 'lut', 'lutego', 'luty', 'uno', 'unora', 'unor', 'februara', 'helmi', 'helmik', 'helmikuu', 'helmikuuta', 'februarie', 'sub', 'subat', 'фев', 'февр', 'февраля', 'февраль'], w) THEN 2
    WHEN list_contains(['mar', 'march', 'marz', 'maerz', 'mrz', 'mars', 'marzo', 'marco', 'mrt', 'maart', 'marca', 'marzec', 'bre', 'brezna', 'brezen', 'marec', 'marts', 'maalis', 'maalisk', 'maaliskuu', 'maaliskuuta', 'martie', 'marc', 'marcius', 'mart', 'мар', 'марта', 'март'], w) THEN 3
    WHEN list_contains(['apr', 'april', 'avr', 'avril', 'abr', 'abril', 'aprile', 'kwi', 'kwietnia', 'kwiecien', 'dub', 'dubna', 'duben', 'aprila', 'huhti', 'huhtik', 'huhtikuu', 'huhtikuuta', 'aprilie', 'aprilis', 'nis', 'nisan', 'апр', 'апреля', 'апрель'], w) THEN 4
    WHEN list_contains(['may', 'mai', 'mayo', 'mag', 'maggio', 'maio', 'mei', 'maj', 'maja', 'kve', 'kvetna', 'kveten', 'touko', 'toukok', 'toukokuu', 'toukokuuta', 'majus', 'mayis', 'мая', 'май', 'маи'], w) THEN 5
    WHEN list_contains(['jun', 'june', 'juni', 'juin', 'junio', 'giu', 'giugno', 'junho', 'cze', 'czerwca', 'czerwiec', 'cvn', 'cer', 'cervna', 'cerven', 'juna', 'kesa', 'kesak', 'kesakuu', 'kesakuuta', 'iun', 'iunie', 'junius', 'haz', 'haziran', 'июн', 'июня', 'июнь'], w) THEN 6
    WHEN list_contains(['jul', 'july', 'juli', 'juil', 'juillet', 'julio', 'lug', 'luglio', 'julho', 'lip', 'lipca', 'lipiec', 'cvc', 'cec', 'cervence', 'cervenec', 'jula', 'heina', 'heinak', 'heinakuu', 'heinakuuta', 'iul', 'iulie', 'julius', 'tem', 'temmuz', 'июл', 'июля', 'июль'], w) THEN 7
    WHEN list_contains(['aug', 'august', 'aout', 'aou', 'ago', 'agosto', 'augustus', 'sie', 'sierpnia', 'sierpien', 'srp', 'srpna', 'srpen', 'augusta', 'augusti', 'elo', 'elok', 'elokuu', 'elokuuta', 'augusztus', 'agu', 'agustos', 'авг', 'августа', 'август'], w) THEN 8
    WHEN list_contains(['sep', 'sept', 'september', 'septembre', 'septiembre', 'setiembre', 'set', 'sett', 'settembre', 'setembro', 'wrz', 'wrzesnia', 'wrzesien', 'zar', 'zari', 'septembra', 'syys', 'syysk', 'syyskuu', 'syyskuuta', 'septembrie', 'szept', 'szeptember', 'eyl', 'eylul', 'сен', 'сент', 'сентября', 'сентябрь'], w) THEN 9
    WHEN list_contains(['oct', 'october', 'okt', 'oktober', 'octobre', 'octubre', 'ott', 'ottobre', 'out', 'outubro', 'paz', 'pazdziernika', 'pazdziernik', 'rij', 'rijna', 'rijen', 'oktobra', 'loka', 'lokak', 'lokakuu', 'lokakuuta', 'octombrie', 'eki', 'ekim', 'окт', 'октября', 'октябрь'], w) THEN 10
    WHEN list_contains(['nov', 'november', 'novembre', 'noviembre', 'novembro', 'lis', 'listopada', 'listopad', 'listopadu', 'novembra', 'marras', 'marrask', 'marraskuu', 'marraskuuta', 'noi', 'noiem', 'noiembrie', 'kas', 'kasim', 'ноя', 'нояб', 'ноября', 'ноябрь'], w) THEN 11
    WHEN list_contains(['dec', 'december', 'dez', 'dezember', 'decembre', 'dic', 'diciembre', 'dicembre', 'dezembro', 'gru', 'grudnia', 'grudzien', 'pro', 'prosince', 'prosinec', 'decembra', 'des', 'desember', 'joulu', 'jouluk', 'joulukuu', 'joulukuuta', 'decembrie', 'ara', 'aralik', 'дек', 'декабря', 'декабрь'], w) THEN 12
END;
-- Digits of other scripts as 0 to 9, spaces as one, in lower case without accents, without a spreadsheet's apostrophe.
CREATE OR REPLACE MACRO bare_time(v) AS regexp_replace(regexp_replace(strip_accents(translate(lower(v),
    '０１２３４５６７８９٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹：／．－ıł', '012345678901234567890123456789:/.-il')), '[\s\x{a0}\x{202f}\x{2009}]+', ' ', 'g'), '^ ?''?\s*|\s+$', '', 'g');
-- A date's own dots are one with its numbers (5. 2. 2024 r.), what stands before it is a weekday, what stands behind leads to a clock.
CREATE OR REPLACE MACRO one_date(t) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
    '^(?:\pL+[.,]? )*(\d{1,4}) ?([./-]) ?(\d{1,2}) ?([./-]) ?(\d{1,4})\b\.?( ?r\.?| ?г\.?)?', '\1\2\3\4\5'),
    '^(\d{1,4}[./-]\d{1,2}[./-]\d{1,4})(?: ?[,;|-] ?| )(?:\pL+[.:,]? ?)*?(\d{1,2}\D)', '\1 \2'),
    '^(\d{4})(\d\d)(\d\d)[t ](\d\d):?(\d\d)(z|[+-]\d\d:?\d\d)?$', '\1-\2-\3 \4:\5:00\6'),
    '^(\d{4})(\d\d)(\d\d)[t ](\d\d):?(\d\d):?(\d\d)([.,]\d+)?(z|[+-]\d\d:?\d\d)?$', '\1-\2-\3 \4:\5:\6\7\8');
-- Clocks: 10.15, 10h15, 10 h, 10:15:00,123, 10:15 Uhr.
CREATE OR REPLACE MACRO one_clock(t) AS regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(t,
    '([ t])(\d{1,2})(?:\.| ?[hu] ?)(\d\d)[.m:](\d\d)s?\b', '\1\2:\3:\4'),
    '([ t])(\d{1,2})(?:\.| ?[hu] ?)(\d\d)\b', '\1\2:\3'),
    '([ t])(\d{1,2}) ?(?:h|u|uhr|uur|hod|godz|ч)\.?$', '\1\2:00'),
    '(:\d\d),(\d{1,9})', '\1.\2'),
    '(:\d\d(?:\.\d+)?) ?(?:s|h|hs|hrs|uhr|uur|hod|godz|ч)\.?$', '\1');
-- The month's word becomes its number, and what else is written out goes: 5 mars 2024, March 5 2024, 2024. március 5.
CREATE OR REPLACE MACRO month_word(t) AS list_filter(regexp_extract_all(t, '\pL{3,}'), lambda w: month_number(w) IS NOT NULL)[-1];
CREATE OR REPLACE MACRO marked_month(t, w) AS trim(regexp_replace(regexp_replace(regexp_replace(
    replace(regexp_replace(regexp_replace(t, '\b(\d{1,4})(?:st|nd|rd|th|er|[.ºª°o])', '\1 ', 'g'), '(\pL+)', ' \1 ', 'g'), ' ' || w || ' ', '#'),
    '\pL+', ' ', 'g'), '(#|\d)[,./-]( |#|\d|$)', '\1 \2', 'g'), '[ ,./-]*#[ ,./-]*', '#'));
CREATE OR REPLACE MACRO dated_month(x, n) AS regexp_replace(CASE
    WHEN regexp_matches(x, '^\D*\d{4}#\d{1,2}\b') THEN regexp_replace(x, '^\D*(\d{4})#(\d{1,2})\b', '\1-' || n || '-\2 ')
    WHEN regexp_matches(x, '\d{1,2}#\d{2,4}\b') THEN regexp_replace(x, '^.*?(\d{1,2})#[^\d]*(\d\d|\d{4})\b', '\2-' || n || '-\1 ')
    WHEN regexp_matches(x, '^\D*#\d{1,2}\D+(\d{4}|\d\d)\b') THEN regexp_replace(x, '^\D*#(\d{1,2})\D+(\d{4}|\d\d)\b', '\2-' || n || '-\1 ')
    END, '^(\d\d-)', '20\1');
CREATE OR REPLACE MACRO numbered_month(t) AS list_transform([month_word(t)], lambda w: CASE WHEN w IS NULL THEN t ELSE
    list_transform([marked_month(t, w)], lambda x: dated_month(x, month_number(w)) || regexp_replace(regexp_extract(t, '\d ?([ap])\.? ?m\b', 1), '(.)', ' \1m'))[1] END)[1];
CREATE OR REPLACE MACRO odd_time_text(v) AS CASE WHEN read_plain_time(v) IS NOT NULL THEN v ELSE
    list_transform([bare_time(v)], lambda t: list_transform([one_clock(one_date(t))], lambda c: coalesce(
        upper(trim(regexp_replace(numbered_month(c), '\s+(?:[.,;/-]+(?:\s+|$))*', ' ', 'g'))), v))[1])[1] END;
CREATE OR REPLACE MACRO read_odd_plain_time(v) AS list_transform([odd_time_text(v)], lambda t: read_plain_time(t))[1];
CREATE OR REPLACE MACRO read_odd_iso_time(v) AS list_transform([odd_time_text(v)], lambda t: read_iso_time(t))[1];
CREATE OR REPLACE MACRO read_odd_digits_time(v) AS list_transform([odd_time_text(v)], lambda t: read_digits_time(t))[1];
CREATE OR REPLACE MACRO read_odd_day_first_time(v) AS list_transform([odd_time_text(v)], lambda t: read_day_first_time(t))[1];
CREATE OR REPLACE MACRO read_odd_month_first_time(v) AS list_transform([odd_time_text(v)], lambda t: read_month_first_time(t))[1];
CREATE OR REPLACE MACRO read_odd_year_first_time(v) AS list_transform([odd_time_text(v)], lambda t: read_year_first_time(t))[1];
CREATE OR REPLACE MACRO read_odd_words_time(v) AS list_transform([odd_time_text(v)], lambda t: read_words_time(t))[1];
CREATE OR REPLACE MACRO read_odd_excel_time(v) AS list_transform([odd_time_text(v)], lambda t: read_excel_time(t))[1];
