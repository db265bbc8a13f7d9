"""The value of a shop's customers: frames of the shop in, expected value, segments and their moves out.

`value.value_customers` is the door; `write.write_customer_value` writes what it found.
"""
