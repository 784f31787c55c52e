"""Decides what a checkout needs before anything of it can run: `.venv` with one locked set of packages.

    python3 bootstrap.py runtime     what `make run` needs
    python3 bootstrap.py dev         that and what `make test` needs
    python3 bootstrap.py chromium    a browser for the page tests, from Debian

Standard library only, and readable by old Pythons, so that these can say what is missing.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
STAMP = os.path.join(VENV, "bootstrap.json")
OLDEST = (3, 11)
TEXTS = {
    "venv": ("Umgebung .venv anlegen", "making .venv"),
    "installer": ("Paketverwalter uv holen", "fetching the package installer uv"),
    "packages": ("{count} Pakete einrichten ({name})", "installing {count} packages ({name})"),
    "pip": ("uv ist nicht zu haben, pip übernimmt", "uv is not to be had, pip takes over"),
    "compile": ("Programme vorübersetzen", "compiling the programs"),
    "done": ("fertig nach {seconds:.1f} s", "done after {seconds:.1f} s"),
    "chromium": (
        "Chromium fehlt: wird aus Debians Paketen eingerichtet",
        "Chromium is missing: installing it from Debian's packages",
    ),
    "old-python": (
        "Python {found} ist zu alt: bitte Python 3.11 oder neuer einrichten "
        "oder mit `make PYTHON=/pfad/zu/python3.11 …` nennen.",
        "Python {found} is too old: please install Python 3.11 or newer, "
        "or name one with `make PYTHON=/path/to/python3.11 …`.",
    ),
    "no-venv": (
        "Diesem Python ({python}) fehlt das Modul venv: bitte einrichten, in Debian mit "
        "`apt-get install python3-venv`.",
        "This Python ({python}) lacks the module venv: please install it, on Debian with "
        "`apt-get install python3-venv`.",
    ),
    "failed": (
        "Der Schritt »{step}« ist gescheitert (siehe oben). Besteht die Verbindung zum Paketverzeichnis?",
        "The step “{step}” failed (see above). Is the package index reachable?",
    ),
    "no-write": (
        "In {root} darf hier niemand schreiben: bitte als Eigentümer des Verzeichnisses aufrufen.",
        "This user may not write in {root}: please run as the owner of that folder.",
    ),
    "no-chromium": (
        "Für die Seitentests fehlt Chromium: bitte als root `apt-get install chromium` ausführen.",
        "The page tests lack Chromium: please run `apt-get install chromium` as root.",
    ),
}


def say(key, **facts):
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return TEXTS[key][0 if language.startswith("de") else 1].format(**facts)


def show(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def give_up(text):
    show(text)
    sys.exit(1)


@contextlib.contextmanager
def step(key, **facts):
    started = time.monotonic()
    show("  … " + say(key, **facts))
    try:
        yield
    except (subprocess.CalledProcessError, OSError) as trouble:
        show(str(trouble))
        give_up(say("failed", step=say(key, **facts)))
    show(f"  ✓ {say(key, **facts)}  {time.monotonic() - started:.1f} s")


def newer_python():
    """Another interpreter on the PATH that is new enough and answers (a version manager's shim may not)."""
    for name in ("python3.13", "python3.12", "python3.11", "python3.14", "python3"):
        found = shutil.which(name)
        test = f"import sys; sys.exit(sys.version_info < {OLDEST!r})"
        if found and subprocess.call([found, "-c", test], stderr=subprocess.DEVNULL) == 0:  # noqa: S603 - our own words
            return found
    return None


def need_python():
    if sys.version_info < OLDEST:
        found = newer_python()
        if found is None:
            give_up(say("old-python", found=".".join(map(str, sys.version_info[:2]))))
        os.execv(found, [found, os.path.abspath(__file__), *sys.argv[1:]])  # noqa: S606 - the same call, newer Python
    try:
        import ensurepip  # noqa: F401 - Debian ships venv without it unless python3-venv is installed
        import venv  # noqa: F401 - asked for before work begins, to say what to install
    except ImportError:
        give_up(say("no-venv", python=sys.executable))


def wanted(name):
    """What a finished `.venv` of this set looks like: its stamp."""
    lock = os.path.join(ROOT, "requirements", name + ".lock")
    with open(lock, "rb") as opened, open(os.path.abspath(__file__), "rb") as this:
        digest = hashlib.sha256(opened.read() + this.read()).hexdigest()
    return {"set": name, "lock": digest, "root": ROOT}


def is_ready(name):
    """A development set also serves `make run`; a moved checkout or a vanished interpreter serves nobody."""
    try:
        with open(STAMP, encoding="utf-8") as opened:
            stamp = json.load(opened)
    except (OSError, ValueError):
        return False
    return os.path.exists(PYTHON) and any(stamp == wanted(kind) for kind in {name, "dev"})


def run(*command, may_fail=False):
    environment = dict(os.environ, UV_PYTHON_DOWNLOADS="never", PIP_DISABLE_PIP_VERSION_CHECK="1")
    environment.pop("VIRTUAL_ENV", None)
    if not os.access(os.path.expanduser("~"), os.W_OK):
        environment.update(UV_NO_CACHE="1", PIP_NO_CACHE_DIR="1")
    subprocess.run(command, check=not may_fail, cwd=ROOT, env=environment, stdout=sys.stderr)  # noqa: S603 - our own words


def install(name):
    """The locked set, exactly: uv takes away what a former set left; pip is slower and leaves it."""
    lock = os.path.join(ROOT, "requirements", name + ".lock")
    installer = os.path.join(ROOT, "requirements", "installer.lock")
    pip = (PYTHON, "-m", "pip", "install", "-qq", "--require-hashes", "-r")
    uv = os.path.join(VENV, "bin", "uv")
    with open(lock, encoding="utf-8") as opened:
        count = sum("==" in line for line in opened)
    if not os.path.exists(uv):
        with step("installer"), contextlib.suppress(subprocess.CalledProcessError):
            run(*pip, installer)
    with step("packages", count=count, name=name):
        if os.path.exists(uv):
            run(uv, "pip", "sync", "--quiet", "--python", PYTHON, "--require-hashes", lock)
        else:
            show("  " + say("pip"))
            run(*pip, lock)


def lay_out():
    """Our packages come before those of other people with the same names, and `crm` is a command."""
    question = "import sysconfig; print(sysconfig.get_path('purelib'))"
    library = subprocess.check_output([PYTHON, "-c", question], text=True).strip()  # noqa: S603 - our own words
    with open(os.path.join(library, "freshpack_crm.pth"), "w", encoding="utf-8") as opened:
        opened.write(f"import sys; sys.path.insert(0, {os.path.join(ROOT, 'src')!r})\n")
    command = os.path.join(VENV, "bin", "crm")
    quoted = "'" + PYTHON.replace("'", "'\\''") + "'"
    with open(command, "w", encoding="utf-8") as opened:
        opened.write(f'#!/bin/sh\nexec {quoted} -P -m entrypoints.cli.main "$@"\n')
    os.chmod(command, 0o755)  # noqa: S103 - a command is for everybody who may enter the folder
    with step(
        "compile"
    ):  # saves two seconds of the first start; a file that does not compile is never imported
        run(PYTHON, "-m", "compileall", "-qq", "-j", "0", library, os.path.join(ROOT, "src"), may_fail=True)


def make(name):
    started = time.monotonic()
    stale = not os.path.exists(PYTHON) or not os.path.exists(STAMP)
    if stale or not os.path.exists(os.path.join(VENV, "bin", "crm")):
        with step("venv"):
            shutil.rmtree(VENV, ignore_errors=True)
            run(sys.executable, "-m", "venv", VENV)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(STAMP)
    install(name)
    lay_out()
    with open(STAMP, "w", encoding="utf-8") as opened:
        json.dump(wanted(name), opened)
    show("  ✓ " + say("done", seconds=time.monotonic() - started))


def environment(name):
    if is_ready(name):
        return
    need_python()
    if not os.access(ROOT, os.W_OK):
        give_up(say("no-write", root=ROOT))
    with open(os.path.abspath(__file__), "rb") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)  # two calls at once: the second finds the work done
        if not is_ready(name):
            make(name)


def chromium():
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or apt is None:
        give_up(say("no-chromium"))
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    with step("chromium"):
        for words in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run([apt, *words], check=True, env=quiet, stdout=subprocess.DEVNULL)  # noqa: S603 - our own words


def main():
    asked = sys.argv[1:]
    if asked == ["chromium"]:
        chromium()
    elif asked in (["runtime"], ["dev"]):
        environment(asked[0])
    else:
        give_up(__doc__)


if __name__ == "__main__":
    main()
