"""One person under several customer ids: what joins them, who is joined, and the shop seen by persons."""
