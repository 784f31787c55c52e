"""The examples of the README run, and its links lead somewhere."""

import re

from tests.architecture.source import ROOT

README = (ROOT / "README.md").read_text()


def test_the_python_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(example, "README.md", "exec"), names)  # noqa: S102 - our own page

    assert str(getattr(names["verdict"], "state", None)) == "EXPIRED"


def test_every_link_of_the_documents_leads_to_a_file() -> None:
    pages = [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
        if not (page.parent / target).exists()
    ]

    assert len(pages) > 20
    assert broken == []
