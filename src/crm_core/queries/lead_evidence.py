"""What can be proved about a lead? A signed file, for those who answer for it, audited before it leaves."""

from typing import Any

from crm_core.domain.access.actor import Actor
from crm_core.domain.access.leads import LEAD_EVIDENCE
from crm_core.domain.access.policy import Operation
from crm_core.domain.audit.entry import Deed, Outcome
from crm_core.domain.leads.evidence import Issue, document_of, file_of, payload_of
from crm_core.domain.leads.evidence_entries import entries_of
from crm_core.domain.leads.signed_paper import signed_paper
from crm_core.domain.party import LeadId
from crm_core.domain.refusals import NotAllowed, Unavailable
from crm_core.ports.evidence_signer import EvidenceSigner
from crm_core.ports.world import World
from crm_core.queries.lead_by_id import lead_by_id


def lead_evidence(lead_id: LeadId, *, actor: Actor, world: World) -> bytes:
    """The file, as JSON."""
    signer = _signer(world)
    document = _document(lead_id, actor, world, signer)
    return file_of(document, signer.sign(payload_of(document)))


def lead_evidence_paper(lead_id: LeadId, *, actor: Actor, world: World) -> bytes:
    """The file, as a PDF."""
    signer, writer = _signer(world), world.evidence_paper
    if writer is None:
        raise Unavailable
    paper = writer.pages(_document(lead_id, actor, world, signer))
    return signed_paper(paper, signer.key_id, signer.sign(paper))


def _signer(world: World) -> EvidenceSigner:
    if world.evidence_signer is None:
        raise Unavailable
    return world.evidence_signer


def _document(lead_id: LeadId, actor: Actor, world: World, signer: EvidenceSigner) -> dict[str, Any]:
    reading = lead_by_id(lead_id, actor=actor, world=world).reading
    with world.unit_of_work(actor) as uow:
        if not LEAD_EVIDENCE.permits(Operation.READ, reading.scope, reading.lead):
            raise NotAllowed(action="read-evidence", resource="lead", resource_id=str(lead_id))
        uow.audit.record(Deed("read-evidence", "lead", str(lead_id), outcome=Outcome.READ))
        uow.commit()
    commitments = world.lead_readings.commitments(actor, lead_id)
    entries = entries_of(reading.lead, reading.facts, commitments)
    return document_of(Issue(actor.tenant, lead_id, world.clock.now(), signer.key_id), entries)
