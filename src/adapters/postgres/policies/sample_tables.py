"""Who may read and change samples: who sees or engages with whom they are for; their parts go with them."""

from adapters.postgres.policies.of_parties import part_engaged, part_seen, party_engaged, party_seen
from adapters.postgres.policies.wall import adding, changing, guarded, reading

SAMPLES = "sample_request"
_OF_SAMPLE = (SAMPLES, "sample_id")


def sample_policies() -> list[str]:
    return [
        *guarded(SAMPLES),
        reading(SAMPLES, "may_read", party_seen(SAMPLES)),
        adding(SAMPLES, "may_create", party_engaged(SAMPLES)),
        changing(SAMPLES, "may_write", party_engaged(SAMPLES)),
    ]


def sample_part_policies(table: str) -> list[str]:
    """Items and steps are added, and nobody changes or removes one."""
    return [
        *guarded(table),
        reading(table, "may_read", part_seen(table, *_OF_SAMPLE)),
        adding(table, "may_create", part_engaged(table, *_OF_SAMPLE)),
    ]
