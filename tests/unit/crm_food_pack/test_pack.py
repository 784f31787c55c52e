"""The food pack's declarations are sound and plug into the core."""

from crm_core.domain.activities.settings import OFFERED_KINDS
from crm_core.domain.fields.faults import Faults
from crm_core.pack import CORE, settings_of
from crm_food_pack.pack import FOOD


def test_every_default_is_a_value_of_its_own_kind() -> None:
    for setting in settings_of(FOOD).declared.values():
        faults = Faults()
        assert setting.kind.parse(setting.default, setting.key, faults) == setting.default
        assert faults.found == []


def test_no_key_is_declared_twice() -> None:
    keys = [setting.key for pack in (CORE, FOOD) for setting in pack.settings]

    # What depends on the kinds of all packs is declared once they are known.
    keys.append(OFFERED_KINDS)
    assert len(keys) == len(set(keys)) == len(settings_of(FOOD).declared)


def test_the_flags_of_the_seeds_exist() -> None:
    declared = settings_of(FOOD).declared

    assert {"features.samples", "features.activities.b2b_food", "features.fields.bridge"} <= set(declared)
