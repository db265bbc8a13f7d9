"""Which function adds which command: what a command does not need is not loaded for it."""

import pkgutil

from analytics.cli.arguments import Commands

HOMES = {  # in the order of --help
    "run": "analytics.cli.run:add_run",
    "import": "analytics.cli.import_files:add_import",
    "demo": "analytics.cli.admin:add_admin",
    "encrypt": "analytics.cli.admin:add_admin",
    "access": "analytics.cli.personal_data:add_personal_data",
    "forget": "analytics.cli.personal_data:add_personal_data",
    "retain": "analytics.cli.personal_data:add_personal_data",
    "consent": "analytics.cli.consent:add_consent",
    "reidentify": "analytics.cli.reidentify:add_reidentify",
    "fairness": "analytics.cli.fairness:add_fairness",
    "anonymize": "analytics.cli.anonymize:add_anonymize",
    "private-figures": "analytics.cli.private_figures:add_private_figures",
    "privacy-budget": "analytics.cli.private_figures:add_private_figures",
    "privacy-price": "analytics.cli.privacy_price:add_privacy_price",
    "price": "analytics.cli.price:add_price",
    "compare": "analytics.cli.compare:add_compare",
    "evidence": "analytics.cli.evidence:add_evidence",
    "validate": "analytics.cli.validate:add_validate",
    "monitor": "analytics.cli.monitor:add_monitor",
    "report": "analytics.cli.report.command:add_report",
    "segment": "analytics.cli.segment:add_segment",
    "recommend": "analytics.cli.recommend:add_recommend",
    "interests": "analytics.cli.interests:add_interests",
    "search": "analytics.cli.search:add_search",
    "train": "analytics.cli.train:add_train",
    "tune": "analytics.cli.tune:add_tune",
    "models": "analytics.cli.lab_models:add_models",
    "ledger": "analytics.cli.ledger:add_ledger",
    "law": "analytics.cli.law:add_law",
    "mart": "analytics.cli.mart:add_mart",
    "roles": "analytics.cli.roles:add_roles",
    "audit": "analytics.cli.audit:add_audit",
    "imbalance": "analytics.cli.imbalance:add_imbalance",
    "transfer": "analytics.cli.transfer:add_transfer",
    "federate": "analytics.cli.federate:add_federate",
}


def add_commands(commands: Commands, asked: str | None) -> None:
    """Add the command that is asked for, with those that its module has beside it; all where it is none.

    Parameters
    ----------
    asked : the first word of the command line
    """
    homes = [HOMES[asked]] if asked in HOMES else list(dict.fromkeys(HOMES.values()))
    for home in homes:
        pkgutil.resolve_name(home)(commands)
