"""The command line: `python -m analytics run | price | recommend | …`, the app without a browser."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence

from analytics.cli.early import end_at_once, end_no_more

if __name__ == "__main__":
    end_at_once()  # until the command begins, a second or two from here
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")  # TensorFlow greets at length otherwise

from analytics.cli.admin import add_admin
from analytics.cli.anonymize import add_anonymize
from analytics.cli.arguments import Parser
from analytics.cli.compare import add_compare
from analytics.cli.consent import add_consent
from analytics.cli.door import exit_code_of, open_streams
from analytics.cli.evidence import add_evidence
from analytics.cli.fairness import add_fairness
from analytics.cli.federate import add_federate
from analytics.cli.imbalance import add_imbalance
from analytics.cli.import_files import add_import
from analytics.cli.interests import add_interests
from analytics.cli.lab_models import add_models
from analytics.cli.law import add_law
from analytics.cli.ledger import add_ledger
from analytics.cli.monitor import add_monitor
from analytics.cli.personal_data import add_personal_data
from analytics.cli.price import add_price
from analytics.cli.privacy_price import add_privacy_price
from analytics.cli.private_figures import add_private_figures
from analytics.cli.recommend import add_recommend
from analytics.cli.report.command import add_report
from analytics.cli.run import add_run
from analytics.cli.search import add_search
from analytics.cli.segment import add_segment
from analytics.cli.train import add_train
from analytics.cli.transfer import add_transfer
from analytics.cli.tune import add_tune
from analytics.cli.validate import add_validate
from analytics.cli.voice import Voice


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 2 with one line on stderr where the input cannot be used."""
    return exit_code_of(lambda: _command(arguments))


def _command(arguments: Sequence[str] | None) -> None:
    options = parser().parse_args(arguments)
    options.voice, options.told = Voice(), {}
    options.do(options)


def parser() -> argparse.ArgumentParser:
    """Return what reads the command line."""
    parser: argparse.ArgumentParser = Parser(prog="python -m analytics", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for add in (
        add_run,
        add_import,
        add_admin,
        add_personal_data,
        add_consent,
        add_fairness,
        add_anonymize,
        add_private_figures,
        add_privacy_price,
        add_price,
        add_compare,
        add_evidence,
        add_validate,
        add_monitor,
        add_report,
        add_segment,
        add_recommend,
        add_interests,
        add_search,
        add_train,
        add_tune,
        add_models,
        add_ledger,
        add_law,
        add_imbalance,
        add_transfer,
        add_federate,
    ):
        add(commands)
    return parser


if __name__ == "__main__":
    open_streams()
    logging.basicConfig(level=logging.WARNING)
    exit_code = main()
    end_no_more()
    sys.exit(exit_code)
