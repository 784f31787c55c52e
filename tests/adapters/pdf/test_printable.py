"""Names are printed in letters that the fonts have, and no letter of Europe becomes a question mark."""

import re
import unicodedata

import pytest

from adapters.pdf.roi_figures import printable

# Of sounds, tones and signs: no letter of the alphabet lies under them.
NO_LETTER = re.compile(
    "TONE|DELTA|GAMMA|HV|IOTA|LAMBDA|OI|YR|ESH|UPSILON|TWO|GLOTTAL|WYNN|CLICK|HWAIR|YOGH|OU|DIGRAPH"
)
LATIN = [chr(code) for code in range(0xC0, 0x250) if unicodedata.category(chr(code)).startswith("L")]


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Gasthaus Şahin Yıldız", "Gasthaus Sahin Yildiz"),
        ("Đorđević, Łukasz, Øystein", "Dordevic, Lukasz, Øystein"),
        ("Ħal Għaxaq, Ŧana, Ŋala", "Hal Ghaxaq, Tana, Nala"),
        ("Straße, œuvre, ĳs, ſo, GROẞ", "Straße, œuvre, ijs, so, GROß"),
        ("Ștefan Dvořák, Ǆ, Ǯ", "Stefan Dvorák, DZ, Z"),
        ("東京", "??"),
    ],
)
def test_a_letter_that_the_fonts_lack_loses_its_marks_only(name: str, printed: str) -> None:
    assert printable(name) == printed


def test_no_latin_letter_with_a_base_becomes_a_question_mark() -> None:
    lost = [unicodedata.name(one) for one in LATIN if "?" in printable(one)]

    assert [name for name in lost if not NO_LETTER.search(name)] == []
    assert len(lost) == 34


def test_what_is_printed_is_of_the_fonts() -> None:
    told = "".join(map(printable, LATIN))

    assert told.encode("cp1252", errors="replace").decode("cp1252") == told
    assert len(told) >= len(LATIN)
