"""The board of samples: a column for each status, no longer than one can overlook, and what a card offers."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from attrs import frozen

from adapters.web.board_address import BoardAddress
from adapters.web.sample_words import SampleWords, feedback_path, party_path
from adapters.web.visit import Visit
from crm_core.queries.engaged_parties import engaged_parties
from crm_food_pack.domain.samples.lateness import is_late
from crm_food_pack.domain.samples.listing import SeenSample
from crm_food_pack.domain.samples.status import FINAL, JUDGED, TRANSITIONS, SampleStatus
from crm_food_pack.queries.samples import list_samples

IN_A_COLUMN, ALONE = 20, 50  # cards: beside other columns, and in a list of its own
# From left to right; what kitchens said stands in one column, under three headings.
ON_THE_WAY = tuple(one for one in SampleStatus if one not in FINAL)
JUDGEMENTS = tuple(one for one in SampleStatus if one in JUDGED)
ALL = (*ON_THE_WAY, *JUDGEMENTS)


@frozen
class Card:
    id: UUID
    version: int
    name: str
    party: str
    what: str
    delivery: date
    late: bool
    status: SampleStatus
    steps: tuple[SampleStatus, ...]
    feedback: str | None = None


@frozen
class Column:
    """`more` is where the rest of it is; `count` says at least how many there are."""

    status: SampleStatus
    cards: Sequence[Card]
    more: str | None

    @property
    def count(self) -> str:
        return f"{len(self.cards)}+" if self.more else str(len(self.cards))


@frozen
class Board:
    address: BoardAddress
    columns: tuple[Column, ...]

    @classmethod
    def of(cls, visit: Visit, address: BoardAddress) -> "Board":
        words = SampleWords.of(visit)
        if address.status is not None:
            return cls(address, _cards(visit, [_found(visit, address, address.status, ALONE)], words))
        wanted = (*ALL, SampleStatus.CANCELED) if address.shows_canceled else ALL
        return cls(
            address, _cards(visit, [_found(visit, address, one, IN_A_COLUMN) for one in wanted], words)
        )

    def column(self, status: SampleStatus) -> Column | None:
        return next((one for one in self.columns if one.status is status), None)

    @property
    def is_empty(self) -> bool:
        return not any(one.cards for one in self.columns)

    @property
    def chosen(self) -> SampleStatus:
        """The column that stands alone where there is room for one only: the first with something in it."""
        if self.address.status is not None:
            return self.address.status
        return next((one.status for one in self.columns if one.cards), ALL[0])


@frozen
class _Found:
    """What stands in a column, before anybody asked what may be done with it."""

    status: SampleStatus
    rows: Sequence[SeenSample]
    more: str | None


def _found(visit: Visit, address: BoardAddress, status: SampleStatus, limit: int) -> _Found:
    wanted = address.filter(visit.actor, status)
    cursor = address.cursor if address.status is status else None
    found = list_samples(wanted, limit=limit, cursor=cursor, actor=visit.actor, world=visit.world)
    more = None if found.next_cursor is None else address.with_(status=str(status), cursor=found.next_cursor)
    return _Found(status, found.rows, more)


def _cards(visit: Visit, found: Sequence[_Found], words: SampleWords) -> tuple[Column, ...]:
    """Whom the reader may work with is one question for the whole board."""
    parties = [seen.sample.party for one in found for seen in one.rows]
    engaged = engaged_parties(parties, actor=visit.actor, world=visit.world)

    def card(seen: SeenSample) -> Card:
        return _card(visit, seen, words, may_move=seen.sample.party in engaged)

    return tuple(Column(one.status, [card(seen) for seen in one.rows], one.more) for one in found)


def _card(visit: Visit, seen: SeenSample, words: SampleWords, *, may_move: bool) -> Card:
    sample, world = seen.sample, visit.world
    steps = steps_from(sample.status) if may_move else ()
    return Card(
        id=sample.id,
        version=sample.version,
        name=seen.name,
        party=party_path(sample.party),
        what=words.title(sample.wanted),
        delivery=sample.wanted.delivery_date,
        late=is_late(sample, world.clock.now(), world.working_days.at(seen.place)),
        status=sample.status,
        steps=steps,
        feedback=feedback_path(visit, sample) if JUDGED.intersection(steps) else None,
    )


def steps_from(status: SampleStatus) -> tuple[SampleStatus, ...]:
    """The steps that the machine knows from here, in its order."""
    return tuple(one for one in SampleStatus if one in TRANSITIONS[status])
