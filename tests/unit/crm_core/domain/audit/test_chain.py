"""A sealed chain holds, and breaks at the first entry that somebody touched."""

from collections.abc import Sequence
from uuid import UUID

from attrs import evolve
from hypothesis import given as for_all
from hypothesis import strategies

from crm_core.domain.audit.chain import GENESIS, SealedEntry, first_break, seal_of
from crm_core.domain.audit.entry import AuditEntry, Deed, Outcome
from crm_core.domain.refusals import NotAllowed
from tests import given


def sealed(count: int) -> list[SealedEntry]:
    chain: list[SealedEntry] = []
    for number in range(1, count + 1):
        deed = Deed("update", "customer", f"c{number}", number, number + 1, ("name",))
        entry = AuditEntry.of(deed, id=UUID(int=number), actor=given.MANAGER, now=given.START)
        previous = chain[-1].seal if chain else GENESIS
        chain.append(SealedEntry(number, entry, seal_of(previous, number, entry)))
    return chain


def forged(chain: Sequence[SealedEntry], index: int) -> list[SealedEntry]:
    link = chain[index]
    entry = evolve(link.entry, deed=evolve(link.entry.deed, resource_id="c0"))
    return [*chain[:index], evolve(link, entry=entry), *chain[index + 1 :]]


def test_an_untouched_chain_holds() -> None:
    assert first_break([]) is None
    assert first_break(sealed(5)) is None


@for_all(strategies.integers(1, 8), strategies.data())
def test_a_changed_entry_is_found(count: int, data: strategies.DataObject) -> None:
    index = data.draw(strategies.integers(0, count - 1))

    assert first_break(forged(sealed(count), index)) == index + 1


@for_all(strategies.integers(2, 8), strategies.data())
def test_a_removed_entry_is_found(count: int, data: strategies.DataObject) -> None:
    index = data.draw(strategies.integers(0, count - 2))
    chain = sealed(count)

    assert first_break(chain[:index] + chain[index + 1 :]) == index + 1


def test_resealing_one_entry_does_not_hide_it() -> None:
    chain = forged(sealed(3), 1)
    chain[1] = evolve(chain[1], seal=seal_of(chain[0].seal, 2, chain[1].entry))

    assert first_break(chain) == 3


def test_a_denial_tells_what_was_tried() -> None:
    deed = Deed.denied(NotAllowed(action="write", resource="customer", resource_id="c1"))

    assert deed == Deed("write", "customer", "c1", outcome=Outcome.DENIED)
