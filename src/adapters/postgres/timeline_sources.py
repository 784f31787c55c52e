"""Where the entries of a customer's timeline come from: one declaration for each table that tells something.

A source has an index that begins with tenant, customer and its instant, so that a page reads no more of it
than the page is long. To add one, name its table here, and give it to memory and to the kinds of its pack.
"""

from attrs import frozen


@frozen
class Source:
    """Rows `x` of a table as entries: expressions for each part of an entry, and what narrows the rows."""

    kinds: tuple[str, ...]
    table: str
    at: str
    # Unique within the customer; where instants are equal it decides.
    place: str
    by: str
    data: str
    kind: str = ""
    only: str = "true"
    customer: str = "x.customer_id"

    @property
    def told_as(self) -> str:
        """The kind of a row: a column of it, or the only one there is."""
        return self.kind or f"'{self.kinds[0]}'"


CREATION = Source(
    kinds=("CREATED",),
    table="customers",
    at="x.created_at",
    place="'created'",
    by="NULL::uuid",
    data="'{}'::jsonb",
    customer="x.id",
)
FIELD_CHANGES = Source(
    kinds=("FIELD_CHANGED",),
    table="field_history",
    at="x.changed_at",
    place="'field:' || lpad(x.version::text, 19, '0') || ':' || x.key",
    by="x.changed_by",
    data="""jsonb_build_object(
        'key', x.key, 'old', x.old_value, 'new', x.new_value, 'version', x.version)""",
)
TURNS = Source(
    kinds=("REASSIGNED", "CONTACTABILITY", "ARCHIVED", "RESTORED"),
    table="customer_history",
    at="x.at",
    place="'turn:' || lpad(x.version::text, 19, '0') || ':' || x.turn",
    by="x.by_user",
    kind="x.turn",
    data="""CASE x.turn
        WHEN 'REASSIGNED' THEN jsonb_build_object('before', x.before, 'after', x.after, 'reason', x.why)
        WHEN 'CONTACTABILITY' THEN jsonb_build_object('before', x.before, 'after', x.after, 'cause', x.why)
        ELSE '{}'::jsonb END""",
)
FOLLOW_UPS_OPENED = Source(
    kinds=("FOLLOW_UP_OPENED",),
    table="follow_ups",
    at="x.created_at",
    place="'follow-up:' || x.id || ':opened'",
    by="NULL::uuid",
    data="jsonb_build_object('followUpId', x.id, 'rule', x.rule)",
)
FOLLOW_UPS_CLOSED = Source(
    kinds=("FOLLOW_UP_CLOSED",),
    table="follow_ups",
    at="x.closed_at",
    place="'follow-up:' || x.id || ':closed'",
    by="NULL::uuid",
    data="""jsonb_build_object('followUpId', x.id, 'rule', x.rule, 'state', x.state,
        'outcome', x.outcome, 'note', x.note)""",
    only="x.closed_at IS NOT NULL",
)

ACTIVITIES = Source(
    kinds=("ACTIVITY",),
    table="activities",
    at="x.occurred_at",
    place="'activity:' || x.id",
    by="x.author",
    data="""jsonb_build_object(
        'activityId', x.id, 'kind', x.kind, 'note', x.note, 'outcome', x.content -> 'outcome')""",
    only="x.withdrawn_at IS NULL",
)
SAMPLES_REQUESTED = Source(
    kinds=("SAMPLE_REQUESTED",),
    table="sample_request",
    at="x.created_at",
    place="'sample:' || x.id || ':requested'",
    by="x.created_by",
    data="jsonb_build_object('sampleId', x.id, 'deliveryDate', x.delivery_date)",
)
SAMPLES_MOVED = Source(
    kinds=("SAMPLE_STATUS",),
    table="""(SELECT s.customer_id, h.* FROM sample_request s
        JOIN sample_status_history h ON h.tenant_id = s.tenant_id AND h.sample_id = s.id)""",
    at="x.event_at",
    place="'sample:' || x.sample_id || ':' || lpad(x.version::text, 19, '0')",
    by="x.recorded_by",
    data="""jsonb_build_object(
        'sampleId', x.sample_id, 'before', x.old_status, 'after', x.new_status)""",
)

SOURCES = (
    CREATION,
    FIELD_CHANGES,
    TURNS,
    FOLLOW_UPS_OPENED,
    FOLLOW_UPS_CLOSED,
    ACTIVITIES,
    SAMPLES_REQUESTED,
    SAMPLES_MOVED,
)
