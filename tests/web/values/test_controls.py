"""Which faults a control tells beside its inputs, and which are left for the form to tell."""

from adapters.web.language import tongue
from adapters.web.values.controls import Filling
from adapters.web.values.speaking import Speaking
from crm_core.domain.fields.choices import MultiChoice
from crm_core.domain.fields.kinds import Day, Identity, Text
from crm_core.domain.fields.record import ListOf, Member, Record
from crm_core.domain.refusals import FieldError

_KIND = Record(
    (
        Member("since", Day()),
        Member("tags", ListOf(Text(20), 5)),
        Member("days", MultiChoice(("MO", "TU"))),
        Member("place", Identity()),
    )
)


def test_what_no_input_is_about_is_left_over() -> None:
    control = Filling(Speaking(tongue("de"), "EUR", {})).control(_KIND, "it", "It", None)
    names = ("it", "it.since", "it.tags.3", "it.days", "it.days.0", "it.place", "other", "")
    errors = {name: FieldError(f"/{name}", "required") for name in names}
    assert set(control.unplaced(errors)) == {"it.days.0", "it.place", "other", ""}
