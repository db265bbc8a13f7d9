"""GRU4Rec: what comes next after what came last."""

from analytics.recommend.models.sequential.estimator import Sequential

__all__ = ["Sequential"]
