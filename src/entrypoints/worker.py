"""`python -m entrypoints.worker`: the background work of one installation, until it is told to stop."""

import sys
import time

from entrypoints.background import work
from entrypoints.composition.backstage import worker_parts
from entrypoints.config import Config, WrongSettings
from entrypoints.logs import configure_logs
from entrypoints.programs import MISCONFIGURED


def main() -> int:
    try:
        config = Config.from_environment()
    except WrongSettings as wrong:
        sys.stderr.write(f"{wrong}\n")
        return MISCONFIGURED
    configure_logs(level=config.log_level, form=config.log_format)
    return work(worker_parts(config), now=time.monotonic)


if __name__ == "__main__":
    sys.exit(main())
