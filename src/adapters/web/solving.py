"""A value that two people changed: what was seen and made of it travels sealed while one of them chooses."""

from collections.abc import Callable, Mapping, Sequence

from attrs import frozen

from adapters.web.field_conflict import Side, compared
from adapters.web.routes.here import Page
from adapters.web.seen_form import BASE, sealed, seen
from adapters.web.values.showing import Shown
from adapters.web.visit import Visit
from crm_core.domain.fields.canonical import same
from crm_core.domain.fields.kinds import Kind
from crm_core.domain.refusals import FieldError, Invalid

SOLVING, CHOICE = "solving", "choice."


@frozen
class Changing:
    """A value in a form: `of` names the thing it belongs to, `form` is what was sent."""

    visit: Visit
    of: str
    kind: Kind
    form: Mapping[str, str]

    @property
    def is_solving(self) -> bool:
        return SOLVING in self.form

    @property
    def base(self) -> object:
        """What stood there when somebody began; in a form to choose in, what stood there then."""
        return seen(self.visit, self.of, self.form.get(BASE, ""))

    def solved(self) -> object:
        """The value that was chosen in a form to choose in."""
        said = seen(self.visit, f"{self.of}?", self.form.get(SOLVING, ""))
        if not isinstance(said, Mapping):
            raise Invalid(errors=[FieldError("", "unreadable-form")])
        choices = {n.removeprefix(CHOICE): one for n, one in self.form.items() if n.startswith(CHOICE)}
        found = compared(self.kind, base=said.get("base"), mine=said.get("mine"), theirs=self.base)
        return found.solved(choices)

    def takes_theirs(self, value: object) -> bool:
        """Whether what was chosen is what stands already."""
        return self.is_solving and same(value, self.base)

    def conflict(self, mine: object, theirs: object, about: "About") -> Page:
        """Both values side by side, in a form that is sent to where this one was."""
        return self.visit.page(
            "conflict_values.html",
            412,
            conflict=compared(self.kind, base=self.base, mine=mine, theirs=theirs),
            base=sealed(self.visit, self.of, theirs),
            solving=sealed(self.visit, f"{self.of}?", {"base": self.base, "mine": mine}),
            at=about.at,
            label=about.label,
            trail=about.trail,
            back=about.back,
            version=about.version,
            called=about.called,
            words=about.words,
        )


@frozen
class About:
    """The page around it: where it stands, what the thing and its parts are called, and what stands now."""

    at: str
    label: str
    trail: Sequence[tuple[str, str | None]]
    back: str
    version: int
    called: Callable[[str], str]
    words: Callable[[Side, object], Shown]
