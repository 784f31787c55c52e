"""Several words out of those declared: a set, written in the order of the declaration."""

from attrs import frozen

from crm_core.domain.fields.faults import UNREADABLE, Faults, step
from crm_core.domain.fields.kinds import Choice


@frozen
class MultiChoice:
    """Any of the declared words, each at most once; their order says nothing."""

    options: tuple[str, ...]

    def parse(self, raw: object, at: str, faults: Faults) -> object:
        if not isinstance(raw, list | tuple):
            return faults.add(at, "wrong-type", expected="list")
        if len(raw) > len(self.options):
            return faults.add(at, "wrong-length", minimum=0, maximum=len(self.options))
        words = [Choice(self.options).parse(word, step(at, place), faults) for place, word in enumerate(raw)]
        if any(word is UNREADABLE for word in words):
            return UNREADABLE
        doubles = [place for place, word in enumerate(words) if word in words[:place]]
        for place in doubles:
            faults.add(step(at, place), "duplicate")
        return UNREADABLE if doubles else tuple(option for option in self.options if option in words)

    def dump(self, value: object) -> object:
        return [str(word) for word in value] if isinstance(value, tuple | list) else value

    def schema(self) -> dict[str, object]:
        return {"type": "array", "items": Choice(self.options).schema(), "uniqueItems": True}
