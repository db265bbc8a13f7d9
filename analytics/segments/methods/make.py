"""Every way to find segments by its code."""

from collections.abc import Callable

from analytics.segments.embedding.clusters import DeepSegments
from analytics.segments.methods.centers import KMeansSegments, MixtureSegments
from analytics.segments.methods.contract import Segmenter, SegmentMethod
from analytics.segments.methods.density import DbscanSegments, HdbscanSegments
from analytics.segments.methods.hierarchical import HierarchicalSegments
from analytics.segments.methods.rules import RfmSegments


def segmenter(
    method: SegmentMethod, n_clusters: int, seed: int = 0, report: Callable[[float], None] | None = None
) -> Segmenter:
    """Return a way to find segments; those that find their number themselves leave `n_clusters` aside.

    Parameters
    ----------
    report : called with the share done by those that take minutes, 0–1; may raise to stop
    """
    match method:
        case SegmentMethod.RFM:
            return RfmSegments()
        case SegmentMethod.KMEANS:
            return KMeansSegments(n_clusters, seed)
        case SegmentMethod.HIERARCHICAL:
            return HierarchicalSegments(n_clusters, seed)
        case SegmentMethod.DBSCAN:
            return DbscanSegments()
        case SegmentMethod.HDBSCAN:
            return HdbscanSegments()
        case SegmentMethod.MIXTURE:
            return MixtureSegments(n_clusters, seed)
        case SegmentMethod.DEEP:
            return DeepSegments(n_clusters, seed, report=report)
        case SegmentMethod.DEEP_REFINED:
            return DeepSegments(n_clusters, seed, is_refined=True, report=report)
