"""Roles, rights and what was done in words; the command line and the pages say the same."""

from collections.abc import Mapping

from analytics.cli.ledger_words import ACT_WORDS, AUDIT_WORDS
from data.privacy.ledger.codes import Act
from data.privacy.roles.rights import Right, Role

ROLE_WORDS: Mapping[Role, str] = {
    Role.OWNER: "Owner",
    Role.ANALYST: "Analyst",
    Role.VIEWER: "Viewer",
    Role.AUDITOR: "Auditor",
}
ROLE_HELP: Mapping[Role, str] = {
    Role.OWNER: "may everything, and gives the roles",
    Role.ANALYST: "may everything but erase, give roles and find out who a customer is",
    Role.VIEWER: "reads figures of enough customers, no row and no id, and takes no file along",
    Role.AUDITOR: "reads the decisions and the audit log, and nothing else",
}
RIGHT_WORDS: Mapping[Right, str] = {
    Right.READ_AGGREGATES: "Read figures of enough customers",
    Right.READ_ROWS: "Read rows of single customers",
    Right.DOWNLOAD: "Take along as files what the role reads",
    Right.CHANGE: "Import, treat, set",
    Right.TRAIN: "Start trainings and other long work",
    Right.DECIDE: "Approve, withdraw and export prices",
    Right.READ_LEDGER: "Read the decisions",
    Right.READ_AUDIT: "Read the audit log",
    Right.ERASE: "Erase customers, old rows, the shop",
    Right.REIDENTIFY: "Find the person behind a pseudonym",
    Right.GIVE_ROLES: "Give and take roles",
}
ALL_ACT_WORDS: Mapping[Act, str] = {**AUDIT_WORDS, **ACT_WORDS}
