"""The core runs where there is nothing but Python, attrs and cattrs."""

import subprocess
import sys
from pathlib import Path

import attr
import attrs
import cattrs

from tests.architecture.source import SRC

SCRIPT = """
import sys
sys.path[:] = [{folder!r}] + [place for place in sys.path if "site-packages" not in place]
import datetime, itertools, uuid, pkgutil, importlib
import crm_core
for module in pkgutil.walk_packages(crm_core.__path__, "crm_core."):
    importlib.import_module(module.name)
from adapters.memory.world import memory_world
from crm_core.domain.access.actor import Actor
from crm_core.domain.access.role import Role
from crm_core.domain.customers.customer import CustomerDetails, CustomerType
from crm_core.domain.customers.listing import CustomerRow, CustomerSlice
from crm_core.queries.list_customers import list_customers
from crm_core.use_cases.customers.create_customer import CreateCustomer, create_customer
from crm_core.use_cases.customers.update_customer import UpdateCustomer, update_customer

class Fixed:
    def now(self): return datetime.datetime(2026, 1, 1, tzinfo=datetime.timezone.utc)
    numbers = itertools.count(1)
    def new(self): return uuid.UUID(int=next(self.numbers))
    def seal(self, payload): return payload.hex()
    def open(self, text): return bytes.fromhex(text)

fixed = Fixed()
world = memory_world(clock=fixed, ids=fixed, seals=fixed)
actor = Actor(uuid.UUID(int=1), uuid.UUID(int=2), frozenset({{Role.MANAGER}}), uuid.UUID(int=3))
details = CustomerDetails("Linde", CustomerType.RESTAURANT, "DE")
made = create_customer(CreateCustomer(details), actor=actor, world=world)
update_customer(UpdateCustomer(made.id, {{"name": "Linde am Markt"}}), actor=actor, world=world)
page = list_customers(CustomerSlice(), cursor=None, actor=actor, world=world)
loaded = {{name.split(".")[0] for name in sys.modules}}
foreign = loaded & {{"sqlalchemy", "psycopg", "litestar", "msgspec", "pytest"}}
print(page.rows[0].name, sorted(foreign))
"""


def test_the_core_and_its_use_cases_run_on_attrs_and_cattrs_alone(tmp_path: Path) -> None:
    for package in (attr, attrs, cattrs):
        place = Path(str(package.__file__)).parent
        (tmp_path / place.name).symlink_to(place)
    for extra in ("typing_extensions.py", "cattr"):
        beside = Path(str(attrs.__file__)).parents[1] / extra
        (tmp_path / extra).symlink_to(beside)
    (tmp_path / "crm_core").symlink_to(SRC / "crm_core")
    (tmp_path / "adapters").mkdir()
    (tmp_path / "adapters" / "memory").symlink_to(SRC / "adapters" / "memory")

    ran = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", "-c", SCRIPT.format(folder=str(tmp_path))],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert ran.stdout.strip() == "Linde am Markt []", ran.stderr
