"""What browsers are told: keep nothing personal, run nothing inline, keep files for a year."""

import gzip
import re
from http import HTTPStatus

import pytest

from adapters.web.assets import load_assets
from adapters.web.parts import OidcSignIn, VerifiedIdentity
from adapters.web.site import content_policy, initials, tone
from tests.web.reader import Reader
from tests.web.scene import MIRIAM, Scene, parts, place


@pytest.mark.parametrize("path", ["/login", "/customers", "/styleguide", "/me", "/nowhere", "/"])
def test_a_page_is_kept_nowhere_and_runs_nothing_inline(reader: Reader, path: str) -> None:
    answer = reader.sign_in(MIRIAM).get(path)
    assert answer.headers["cache-control"] == "no-store"
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_no_page_carries_inline_script_or_style(reader: Reader, scene: Scene) -> None:
    reader.sign_in(MIRIAM)
    linde = place(scene.by_name["Gasthaus zur Alten Linde"])
    for path in ("/customers", linde, f"{linde}/edit", "/customers/new", "/me", "/styleguide", "/nowhere"):
        html = reader.get(path).text
        assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
        assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on", html) == []


def test_pages_are_small(reader: Reader) -> None:
    reader.sign_in(MIRIAM)
    assert len(reader.get("/customers").content) < 50_000
    files = load_assets().files
    assert sum(len(file.zipped) for name, file in files.items() if name != "htmx.js") < 25_000


def test_a_file_is_named_by_its_content_and_kept_for_a_year(reader: Reader) -> None:
    sheet = re.findall(r'href="(/assets/[0-9a-f]{16}/app\.css)"', reader.get("/login").text)[0]
    answer = reader.get(sheet, **{"accept-encoding": "gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    plain = reader.get(sheet, **{"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == gzip.decompress(load_assets().files["app.css"].zipped)


def test_a_file_of_another_build_is_not_kept(reader: Reader) -> None:
    assert reader.get("/assets/0000000000000000/app.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["../parts.py", "..%2fparts.py", "%2e%2e/parts.py", "/etc/passwd", "js/../../parts.py"]
)
def test_only_the_listed_files_are_served(reader: Reader, path: str) -> None:
    assert reader.get(f"/assets/x/{path}").status_code == HTTPStatus.NOT_FOUND


def test_every_module_that_a_script_imports_is_there() -> None:
    files = load_assets().files
    for name, file in files.items():
        for imported in re.findall(
            rb'from "\./([\w.]+)"|import "\./([\w.]+)"', file.body if "js/" in name else b""
        ):
            assert f"js/{(imported[0] or imported[1]).decode()}" in files


def test_signing_out_may_lead_to_the_identity_provider(scene: Scene) -> None:
    provider = OidcSignIn("https://id/a", "https://id/t", "crm", "https://crm/login/callback", _nobody,
                          end_session_endpoint="https://id.example/logout?x=1")  # fmt: skip
    assert "form-action 'self' https://id.example;" in content_policy(parts(scene, provider))
    assert "form-action 'self';" in content_policy(parts(scene))


def _nobody(_: str) -> VerifiedIdentity:
    raise ValueError


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Gasthaus zur Alten Linde", "GL"),
        ("Linde", "L"),
        ("Café 24/7", "C"),
        ("", "–"),
        ("Ö-Haus", "ÖH"),
        ("<b>", "–"),
    ],
)
def test_initials_stand_for_a_name(name: str, letters: str) -> None:
    assert initials(name) == letters
    assert tone(name) in range(8)
