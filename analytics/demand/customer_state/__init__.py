"""What a customer's earlier visits, in their order and timing, say of the next one."""

from analytics.demand.customer_state.estimator import CustomerState, StateConfig

__all__ = ["CustomerState", "StateConfig"]
