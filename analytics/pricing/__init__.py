"""The pricing room: from visits and prices to discounts that can be trusted."""
