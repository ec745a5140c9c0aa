"""Source distributions of projects that are written in the dialect, in the build folder."""

import hashlib
import pathlib
import sys
import tarfile
import urllib.request

sys.path.append(str(pathlib.Path(__file__).parent.parent / "support"))
from source_distributions import fetch, find_archive  # noqa: E402

PINNED = pathlib.Path(__file__).with_name("pinned.txt")


def pinned():
    """{name: (version, SHA-256)}"""
    rows = (line.split() for line in PINNED.read_text().splitlines() if not line.startswith("#"))
    return {name: (version, digest) for name, version, digest in rows}


def unpack(name, folder):
    """The unpacked project."""
    version, digest = pinned()[name]
    root = folder / f"{name}-{version}"
    if not (root / "unpacked").is_file():
        archive = root / "archive.tar.gz"
        fetch(name, version, digest, archive)
        with tarfile.open(archive) as tar:
            # The filter is not in the Python of Debian 12; the digest says what is inside.
            tar.extractall(root, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))
        (root / "unpacked").touch()
    return next(path for path in root.iterdir() if path.is_dir())


def include_options(top):
    """Where the project's .pxd files are found."""
    return [f"-I{folder}" for folder in (top, top / "src", top / "lib") if folder.is_dir()]


def pin(names):
    """Writes the newest versions of the named projects into pinned.txt."""
    rows = pinned()
    for name in names:
        version, url = find_archive(name)
        with urllib.request.urlopen(url, timeout=300) as answer:
            rows[name] = (version, hashlib.sha256(answer.read()).hexdigest())
        print(name, version)
    head = [line for line in PINNED.read_text().splitlines() if line.startswith("#")]
    PINNED.write_text("\n".join(head + [" ".join((name, *rows[name])) for name in sorted(rows)]) + "\n")


if __name__ == "__main__":
    pin(sys.argv[1:])
