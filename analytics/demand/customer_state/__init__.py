"""What a customer's earlier visits, in their order and timing, say of the next one."""
