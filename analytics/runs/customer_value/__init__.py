"""The value of a shop's customers: frames of the shop in, expected value, segments and their moves out.

`value.ValueModel` is the door; `write.write_customer_value` writes what it found, and `work` does it as long
work for the page.
"""
