"""Tables of databases as sources: read only, each through a connection of its own, never the shop's."""
