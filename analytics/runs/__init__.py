"""The pricing run: a snapshot of the shop, its stages, its results; every price book comes from one."""
