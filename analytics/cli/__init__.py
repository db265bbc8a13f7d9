"""The door of the command line: what comes in is checked, what goes out appears whole or not at all."""
