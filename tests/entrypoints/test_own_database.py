"""Every trouble of the embedded database can be told in both languages, with the same facts."""

import string

import pytest

from adapters.embedded.trouble import SENTENCES, ClusterTrouble
from entrypoints.own_database import GERMAN, in_our_words
from entrypoints.preconditions import CannotRun


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", sorted({*SENTENCES, *GERMAN}))
def test_both_languages_tell_the_same_facts(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert places(SENTENCES[code]) == places(GERMAN[code])
    facts: dict[str, object] = dict.fromkeys(places(SENTENCES[code]), "X")
    trouble = ClusterTrouble(code, **facts)
    for language, sentence in (("C", SENTENCES[code]), ("de_DE.UTF-8", GERMAN[code])):
        monkeypatch.setenv("LC_ALL", language)
        with pytest.raises(CannotRun) as told, in_our_words():
            raise trouble
        assert str(told.value) == sentence.format(**facts)
