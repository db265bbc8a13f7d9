-- One row per record of the file: every column arrives as text and is read by the macro its format asks for.
SELECT /* columns */
FROM read_csv($path, delim = $delimiter, quote = '"', escape = '"', header = $has_header, skip = $n_before, columns = $file_columns,
    auto_detect = false, nullstr = $missing, compression = 'none', store_rejects = true/* errors */)
