"""What a follow-up is called, in the words of its rule."""

from adapters.web.visit import Visit


def title_of(visit: Visit, rule: str) -> str:
    """The title of a rule; where nobody declares it any more, its key."""
    known = visit.world.follow_up_rules.get(rule)
    titles = {} if known is None else {"de": known.title_de, "en": known.title_en}
    return titles.get(visit.tongue.code, rule)
