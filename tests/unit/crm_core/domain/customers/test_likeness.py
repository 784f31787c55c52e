"""A search forgives typical typing errors, and does not find everything."""

import pytest

from crm_core.domain.customers.likeness import says, search_key, word_similarity, words_of


@pytest.mark.parametrize(
    ("name", "city", "q"),
    [
        ("Hotel Adlon", "Berlin", "Hotell Adlno"),
        ("Hotel Adlon", "Berlin", "adlon berlni"),
        ("Gasthaus Linde", "Hamburg", "gashaus linde"),
        ("Bäckerei Müller", "Köln", "Mülller"),
        ("Bäckerei Müller", "Köln", "baeckerei mueller koeln"),
        ("Baeckerei Mueller", "Koeln", "bäckerei müller köln"),
        ("Zum Weißen Bären", None, "weissen"),
        ("Zum Weißen Bären", None, "weisen baren"),
        ("Café Größenwahn", None, "cafe groessenwahn"),
        ("Schützenhof", "Wien", "Schuetzenhof"),
        ("Schützenhof", "Wien", "Schutzenhoff wien"),
        ("Rossini", "Wien", "ssin"),
        ("Im Ohr", "Ulm", "im"),
        ("Betriebskantine der Sparkasse", "Jena", "sparkase kantine"),
        ("Linde", None, "  "),
        ("Gasthaus Linde", "Berlin", "Gasthaus Linde - Berlin"),
        ("Gasthaus Linde", "Berlin", "Linde – Berlin"),
        ("Gasthaus Linde", "Berlin", "Linde / Berlin &"),
        ("Schmidt & Söhne", None, "schmidt + soehne"),
        ("& Jahn", None, "&"),
        ("Gasthaus-Linde (am Markt)", None, "Lidne Makrt"),
        ("Maison Klein", "Reims", "Maison Klien Reim"),
        ("Gasthaus Linde", "Berlin", "Belrin Lnde"),
    ],
)
def test_what_somebody_meant_is_found(name: str, city: str | None, q: str) -> None:
    assert says(name, city, q)


@pytest.mark.parametrize(
    ("name", "city", "q"),
    [
        ("Hotel Adlon", "Berlin", "xyzzy"),
        ("Hotel Adlon", "Berlin", "hotel hamburg"),
        ("Rossini", "Wien", "si"),
        ("Bär", None, "ar"),
        ("Linde", "Berlin", "rose"),
        ("100% Bio", None, "%b"),
        ("Linde", "Berlin", "-"),
        ("Linde", "Berlin", "linde - hamburg"),
        ("Weinhaus", "Wien", "Bonn"),
    ],
)
def test_what_nobody_meant_is_not(name: str, city: str | None, q: str) -> None:
    assert not says(name, city, q)


def test_the_longest_word_comes_first() -> None:
    assert words_of("am Großen See") == ["grossen", "see", "am"]
    assert words_of(None) == []


def test_signs_alone_take_no_word_s_place() -> None:
    assert words_of("a - b – c / d & e + f | g , h") == ["a", "b", "c", "d", "e", "f", "g", "h"]
    assert words_of("100% %") == ["100%"]
    assert words_of("% –") == ["%", "–"]


def test_a_key_has_every_word_behind_a_space() -> None:
    assert search_key("Ädler", "Köln") == " adler koln"
    assert search_key("Aedler", None) == " adler "


def test_similarity_is_counted_in_trigrams() -> None:
    assert word_similarity("linde", "linde") == 1.0
    assert word_similarity("linde", "gasthaus linde") == 1.0
    assert word_similarity("word", "two words") == 0.8  # the example of pg_trgm's manual
    assert word_similarity("", "linde") == word_similarity("linde", "&") == 0.0
