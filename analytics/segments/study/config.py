"""What is asked of a study, and the stages of its work."""

from dataclasses import dataclass
from enum import StrEnum

from analytics.segments.features import FeatureGroup
from analytics.segments.methods.contract import DEEP_METHODS, MAX_LEARNED, SegmentMethod

PLAIN_METHODS = tuple(method for method in SegmentMethod if method not in DEEP_METHODS)


class StudyStage(StrEnum):
    """What a study does beside finding segments by each method, whose stages are called as the methods."""

    COUNTING = "counting"
    MAPPING = "mapping"


@dataclass(frozen=True)
class StudyConfig:
    """What is asked of a study.

    Parameters
    ----------
    methods : compared, the first one first
    groups : of figures; those that the shop has, without attributes, where empty
    n_clusters : of the methods that do not find it themselves; by stability where None
    against : attribute that segments are compared with, and not found by; none where empty
    seed : the same seed and customers give the same segments
    """

    methods: tuple[SegmentMethod, ...] = PLAIN_METHODS
    groups: tuple[FeatureGroup, ...] = ()
    n_clusters: int | None = None
    against: str = ""
    seed: int = 0

    def __post_init__(self) -> None:
        if not self.methods:
            raise ValueError("a study needs a method")
        if self.n_clusters is not None and not 2 <= self.n_clusters <= MAX_LEARNED:
            raise ValueError(f"n_clusters must be between 2 and {MAX_LEARNED}")

    @property
    def stages(self) -> dict[StrEnum, float]:
        """Return the share of the work that each stage is, as measured on some thousand customers."""
        work: dict[StrEnum, float] = {} if self.n_clusters else {StudyStage.COUNTING: 5.0}
        slow = {SegmentMethod.HIERARCHICAL: 5.0, **dict.fromkeys(DEEP_METHODS, 60.0)}
        work |= {method: slow.get(method, 1.0) for method in self.methods}
        work[StudyStage.MAPPING] = 1.0
        return {stage: one / sum(work.values()) for stage, one in work.items()}
