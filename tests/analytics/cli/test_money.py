"""Limits that cannot be kept are refused in one line before training; tests/doors tells what others do."""

import pytest

from analytics.__main__ import main
from tests.simulated import simulate_shop
from tests.worlds import command, write_files

LEFT = "Exclude fewer products, or give stock to more of them."


@pytest.mark.parametrize(
    ("limits", "said"),
    [
        (
            "--stock px=4",
            "--stock names product 'px', which the shop does not sell. "
            "Use product ids of the events or products file.",
        ),
        ("--exclude p0 p1 p2", f"the limits leave no product of 3 that a bundle may hold. {LEFT}"),
        (
            "--exclude p0 --stock p1=0",
            f"the limits leave one product only of 3 that a bundle may hold. {LEFT}",
        ),
    ],
)
def test_limits_that_cannot_be_kept_are_refused_in_one_line(tmp_path, capfd, limits, said):
    world = simulate_shop(n_customers=30, n_visits_per_customer=3.0, n_products=3)
    files = write_files(world, tmp_path / "files")

    code = main(command(files, tmp_path / "out", *limits.split()))

    assert code == 2
    assert capfd.readouterr().err.strip() == said
