"""How does a lead's protection stand at an instant, why, and how does it go on to its end?"""

from attrs import frozen

from crm_core.domain.access.actor import Actor
from crm_core.domain.leads.course import Course, course
from crm_core.domain.leads.derivation import Derivation
from crm_core.domain.party import LeadId
from crm_core.ports.world import World
from crm_core.queries.lead_by_id import LeadSeen, lead_by_id
from crm_core.queries.lead_protection import Asked, Protection, derivation_of, protection_of


@frozen
class LeadCourse:
    """All of it from one reading; no derivation and no course where no clock has run yet."""

    seen: LeadSeen
    protection: Protection
    derivation: Derivation | None
    course: Course | None


def lead_course(lead_id: LeadId, asked: Asked, *, actor: Actor, world: World) -> LeadCourse:
    seen = lead_by_id(lead_id, actor=actor, world=world)
    return course_of(seen, asked)


def course_of(seen: LeadSeen, asked: Asked) -> LeadCourse:
    protection = protection_of(seen.lead, seen.reading.facts, asked, seen.now)
    assignment = protection.assignment
    if assignment is None:
        return LeadCourse(seen, protection, None, None)
    derivation = derivation_of(seen.lead, seen.reading.facts, asked, seen.now)
    history = seen.reading.facts.history(assignment, asked.known_at)
    way = course(history, derivation, until=assignment.ended_at, known_at=asked.known_at)
    return LeadCourse(seen, protection, derivation, way)
