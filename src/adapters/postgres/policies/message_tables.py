"""Who reads messages about leads: whom they were told to, and who manages; the system tells them."""

from adapters.postgres.policies.compiled import compiled
from crm_core.domain.leads.message import MESSAGES


def message_policies() -> list[str]:
    return compiled(MESSAGES, "lead_messages")
