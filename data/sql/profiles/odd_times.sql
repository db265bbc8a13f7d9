-- How many of some texts that no usual way reads are times of other habits.
SELECT count(coalesce(read_day_first_time(t), read_month_first_time(t), read_year_first_time(t), read_words_time(t)))
FROM (SELECT odd_time_text(v) AS t FROM unnest($texts) AS texts(v))
