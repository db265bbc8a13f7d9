"""Every gate of a fitted shop, before any advice."""

from analytics.checks.gates.product import elasticity_gate, product_gates
from analytics.checks.gates.shop import shop_gates
from analytics.demand.cells import Cells
from analytics.demand.choice import BasketChoice
from analytics.demand.elasticity import Elasticities
from analytics.findings import Gate, GateName, Verdict


def judge(cells: Cells, model: BasketChoice, elasticities: Elasticities) -> list[Gate]:
    """Return every gate of a fitted shop: per product, then for the shop as a whole."""
    reference = model.encoder_.reference_price
    gates = product_gates(cells, reference, model.control_)
    unlearned = unlearned_products(gates)
    bands = elasticities.shop, elasticities.shop_low, elasticities.shop_high
    gates += [
        elasticity_gate(product, *map(float, band))
        for product, *band in zip(cells.log.product_ids, *bands, strict=True)
        if product not in unlearned
    ]
    return gates + shop_gates(cells, model)


def unlearned_products(gates: list[Gate]) -> set[str]:
    """Return the products whose prices hardly moved: any elasticity of theirs would be the prior's."""
    failed = (g.product_id for g in gates if g.name == GateName.PRICE_VARIATION and g.verdict == Verdict.FAIL)
    return {product for product in failed if product is not None}
