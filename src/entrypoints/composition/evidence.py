"""Evidence: the key of this installation that signs it, the paper it is written on, and pinned keys."""

from collections.abc import Iterable

from attrs import evolve

from adapters.pdf.evidence_paper import ReportlabEvidencePaper
from adapters.system.evidence_signer import Ed25519Signer, PinnedKeys
from adapters.system.keys import Keys
from crm_core.domain.leads.evidence import Check
from crm_core.ports.evidence_signer import EvidenceSigner
from crm_core.ports.world import World
from entrypoints.composition.installation import keys_of
from entrypoints.config import Config


def own_signer(config: Config, version: int | None = None) -> EvidenceSigner:
    return signer_of(keys_of(config), version or config.evidence_key_version)


def signer_of(keys: Keys, version: int) -> EvidenceSigner:
    return Ed25519Signer(keys.evidence_seed(version), version)


def check_with(keys: Iterable[bytes]) -> Check:
    return PinnedKeys.of(keys)


def making_evidence(world: World, config: Config) -> World:
    """The same world, in which evidence is made."""
    signer, paper = own_signer(config), ReportlabEvidencePaper()
    return evolve(world, evidence_signer=signer, evidence_paper=paper)
