"""Who may read and save calculations: who sees and who engages with their customer; nobody changes one."""

from adapters.postgres.policies.of_customers import engaged, seen
from adapters.postgres.policies.wall import adding, guarded, reading

SCENARIOS = "roi_scenarios"


def roi_scenario_policies() -> list[str]:
    return [
        *guarded(SCENARIOS),
        reading(SCENARIOS, "may_read", seen(SCENARIOS)),
        adding(SCENARIOS, "may_create", engaged(SCENARIOS)),
    ]
