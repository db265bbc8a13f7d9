"""What a command of the tests printed and said."""

from analytics.__main__ import main

SHOP = "Command line"


def told(capsys, *words):
    """Run a command; return its exit code, what it printed and what it said."""
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err
