"""Source distributions from the Python Package Index, pinned by version and digest. They are downloaded
when they are first needed; nothing of them is kept in the project."""

import hashlib
import json
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request


def is_right(archive, digest):
    return archive.is_file() and hashlib.sha256(archive.read_bytes()).hexdigest() == digest


def find_archive(name, version=None):
    """The version and the address of a source distribution: of that version, or the newest."""
    pages = [f"https://pypi.org/pypi/{name}/json"]
    if version:  # which not every mirror has
        pages.insert(0, f"https://pypi.org/pypi/{name}/{version}/json")
    for page in pages:
        try:
            with urllib.request.urlopen(page, timeout=60) as answer:
                found = json.load(answer)
        except urllib.error.HTTPError:
            continue
        for file in found["urls"]:
            is_source = file["packagetype"] == "sdist" and file["url"].endswith(".tar.gz")
            if is_source and version in (None, found["info"]["version"]):
                # Mirrors give addresses relative to their index.
                return found["info"]["version"], urllib.parse.urljoin(page, file["url"])
    raise LookupError(f"there is no source distribution of {name} {version or ''}")


def download_from_index(name, version, archive):
    urllib.request.urlretrieve(find_archive(name, version)[1], archive)


def download_with_pip(name, version, archive):
    """Where the index is not at its usual place, pip knows the way."""
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
         "--no-binary", name, f"{name}=={version}", "-d", str(archive.parent)],
        check=True, capture_output=True)
    found = next(archive.parent.glob(f"*-{version}.tar.gz"))
    if found != archive:
        found.rename(archive)


def fetch(name, version, digest, archive):
    """Sees to it that the archive is there."""
    problems = []
    for download in (download_from_index, download_with_pip):
        if is_right(archive, digest):
            return
        try:
            archive.parent.mkdir(parents=True, exist_ok=True)
            download(name, version, archive)
        except (OSError, ValueError, LookupError, StopIteration,
                subprocess.CalledProcessError) as problem:
            problems.append(f"{download.__name__}: {problem}")
    if not is_right(archive, digest):
        raise SystemExit(f"cannot get {name} {version}: " + "; ".join(problems or ["wrong digest"]))
