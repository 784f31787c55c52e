"""What stands before the first request is not looked at again by the garbage collector."""

import subprocess
import sys

from entrypoints.http_service import COLLECT_AFTER

LOOK = """
import gc
from entrypoints import http_service
http_service._leave_alone_what_stays()
print(gc.get_freeze_count(), gc.get_threshold()[0], gc.isenabled())
"""


def test_what_stays_is_frozen_and_the_rest_is_collected() -> None:
    told = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, check=True, text=True).stdout
    frozen, threshold, enabled = told.split()

    assert int(frozen) > 10_000
    assert (int(threshold), enabled) == (COLLECT_AFTER, "True")
