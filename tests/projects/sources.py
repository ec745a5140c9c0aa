"""Source distributions of projects that are written in the dialect: pinned, downloaded into the build
folder when they are first needed, checked by their digest. Nothing of them is kept in the project."""

import hashlib
import json
import pathlib
import tarfile
import urllib.error
import urllib.parse
import urllib.request

PINNED = pathlib.Path(__file__).with_name("pinned.txt")


def pinned():
    """{name: (version, SHA-256)}"""
    rows = (line.split() for line in PINNED.read_text().splitlines() if not line.startswith("#"))
    return {name: (version, digest) for name, version, digest in rows}


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
            is_right = file["packagetype"] == "sdist" and file["url"].endswith(".tar.gz")
            if is_right and version in (None, found["info"]["version"]):
                # Mirrors give addresses relative to their index.
                return found["info"]["version"], urllib.parse.urljoin(page, file["url"])
    raise SystemExit(f"there is no source distribution of {name} {version or ''}")


def unpack(name, folder):
    """The unpacked project."""
    version, digest = pinned()[name]
    root = folder / f"{name}-{version}"
    if not (root / "unpacked").is_file():
        root.mkdir(parents=True, exist_ok=True)
        archive = root / "archive.tar.gz"
        if not archive.is_file() or hashlib.sha256(archive.read_bytes()).hexdigest() != digest:
            urllib.request.urlretrieve(find_archive(name, version)[1], archive)
        if hashlib.sha256(archive.read_bytes()).hexdigest() != digest:
            raise SystemExit(f"{name} {version} is not what was pinned")
        with tarfile.open(archive) as tar:
            tar.extractall(root, filter="data")
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
    import sys
    pin(sys.argv[1:])
