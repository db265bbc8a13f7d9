"""Rows that keep customers under pseudonyms, and name them again."""

from tests.doors.row import Row

SHOP = "--workspace {at}/pseudonym-space --shop 'Command line'"
PSEUDONYM_ROWS = {
    "pseudonyms": Row(
        "import --events {files}/events.csv --customers {files}/mails.csv --pseudonyms"
        " --workspace {at}/pseudonym-space --out {at}/pseudonyms"
    ),
    "automatic": Row(
        "import --events {files}/events.csv --customers {files}/mails.csv"
        " --workspace {at}/automatic-space --out {at}/automatic"
    ),
    "plain": Row(
        "import --events {files}/events.csv --customers {files}/mails.csv --no-pseudonyms"
        " --workspace {at}/plain-space --out {at}/plain"
    ),
    "named": Row(
        f"reidentify {SHOP} --customers {{files}}/customers.csv --purpose mailing --who Ann"
        " --out {at}/named.csv",
        ("pseudonyms",),
    ),
}
