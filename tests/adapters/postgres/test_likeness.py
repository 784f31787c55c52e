"""The database and the core agree on how like a word is to a text, and on what may have been meant by it."""

from random import Random

from crm_core.domain.customers.likeness import LIKE_ENOUGH, is_slip, search_key, word_similarity, words_of
from crm_core.domain.customers.slips import slips_of
from tests.server import Database

LETTERS = "aabbcdeehinrrstu   -–ßäéñ9"


def test_words_are_as_like_in_the_database_as_in_the_core(database: Database) -> None:
    draw = Random("likeness")

    def drawn(most: int) -> str:
        return "".join(draw.choice(LETTERS) for _ in range(draw.randint(1, most)))

    pairs = [(word, search_key(drawn(24), drawn(8))) for _ in range(3000) for word in words_of(drawn(12))]
    with database.connect() as superuser:
        rows = superuser.execute(
            """SELECT app.word_similarity(word, text), app.word_similarity(word, text) >= %s::real
            FROM unnest(%s::text[], %s::text[]) AS x (word, text)""",
            [LIKE_ENOUGH, [word for word, _ in pairs], [text for _, text in pairs]],
        ).fetchall()
    asked = [(float(str(alike)), enough) for alike, enough in rows]
    differing = [
        (pair, found[0], word_similarity(*pair))
        for pair, found in zip(pairs, asked, strict=True)
        if abs(found[0] - word_similarity(*pair)) > 1e-6
        or found[1] != (word_similarity(*pair) >= LIKE_ENOUGH)
    ]
    assert differing == []
    assert len({round(found[0], 2) for found in asked}) > 20, "all sorts of similarity were met"


def test_slips_are_forgiven_in_the_database_as_in_the_core(database: Database) -> None:
    draw = Random("slips")

    def drawn(letters: str, least: int, most: int) -> str:
        return "".join(draw.choice(letters) for _ in range(draw.randint(least, most)))

    texts = [search_key(drawn("abababé -/", 20, 60), drawn("ab ", 0, 6)) for _ in range(3000)]
    pairs = [(word, text) for text in texts for word in words_of(drawn("abababé", 4, 6))]
    with database.connect() as superuser:
        rows = superuser.execute(
            "SELECT coalesce(text ~ slip, false) FROM unnest(%s::text[], %s::text[]) AS x (slip, text)",
            [[slips_of(word) for word, _ in pairs], [text for _, text in pairs]],
        ).fetchall()
    told = [found for (found,) in rows]

    assert told == [is_slip(*pair) for pair in pairs]
    assert 100 < told.count(True) < len(told) - 100
