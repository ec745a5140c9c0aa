"""The pinned source distribution of Cython, which the conformance tests read. Downloaded into the build
folder when it is first needed; nothing of it is kept in the project."""

import hashlib
import json
import pathlib
import subprocess
import sys
import tarfile
import urllib.parse
import urllib.request

VERSION = "3.3.1"
SHA256 = "e0e45989e821bef6aa9ae15c7d583ab5e055f7406c4b3624e49e06d24e90375a"


def is_right(archive):
    return archive.is_file() and hashlib.sha256(archive.read_bytes()).hexdigest() == SHA256


def download_with_pip(folder):
    subprocess.run(
        [sys.executable, "-m", "pip", "download", "-q", "--disable-pip-version-check", "--no-deps",
         "--no-binary", "cython", f"cython=={VERSION}", "-d", str(folder)],
        check=True, capture_output=True)


def download_from_index(folder):
    with urllib.request.urlopen(f"https://pypi.org/pypi/Cython/{VERSION}/json") as answer:
        files = json.load(answer)["urls"]
    for file in files:
        if file["packagetype"] == "sdist":
            # Mirrors give addresses relative to their index.
            url = urllib.parse.urljoin("https://pypi.org/simple/cython/", file["url"])
            urllib.request.urlretrieve(url, folder / f"cython-{VERSION}.tar.gz")


def cython_tests(build):
    """The folder that holds the unpacked `tests/`."""
    folder = pathlib.Path(build) / "conformance"
    folder.mkdir(parents=True, exist_ok=True)
    archive = folder / f"cython-{VERSION}.tar.gz"
    problems = []
    for download in (download_with_pip, download_from_index):
        if is_right(archive):
            break
        try:
            download(folder)
        except (OSError, ValueError, subprocess.CalledProcessError) as problem:
            problems.append(f"{download.__name__}: {problem}")
    if not is_right(archive):
        raise SystemExit(f"cannot get Cython {VERSION}: " + "; ".join(problems or ["wrong checksum"]))
    root = folder / f"cython-{VERSION}"
    if not (root / "unpacked").is_file():
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and member.name.startswith(f"cython-{VERSION}/tests/"):
                    tar.extract(member, folder)
        (root / "unpacked").touch()
    return root
