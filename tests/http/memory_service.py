"""`python -m tests.http.memory_service`: the real server over a world in memory, with little patience."""

import os
from typing import Any

from litestar import get

from adapters.memory.store import MemoryStore
from adapters.oidc.local import local_verifier
from adapters.system.clock import SystemClock
from entrypoints import http_service
from entrypoints.config import Config
from tests import given
from tests.http.site import KEY, application, behind

PATIENCE = 1.5  # seconds for a whole request; its body gets less, so that it is answered first
BODY_PATIENCE = 1.0


def app() -> Any:
    clock = given.StandingClock()

    @get("/pid", sync_to_thread=False)
    def pid() -> int:
        return os.getpid()

    return application(
        behind(MemoryStore(), clock),
        clock,
        verifier=local_verifier(KEY, SystemClock()),
        body_deadline=BODY_PATIENCE,
        pages=[pid],
    )


if __name__ == "__main__":
    http_service.PatientProtocol.patience = PATIENCE
    http_service.serve(Config.from_environment(), "tests.http.memory_service:app")
