"""Governance ▸ Audit log: who read and did what with this shop, and is the log as it was written?"""

from components import audit_log
from components.shell import display, guards

display.show_heading("Audit log", "Who read and did what with this shop?")
trail = audit_log.require_trail(guards.require_shop())
audit_log.show_answer(trail)
audit_log.show_part(audit_log.choose_part(trail))
