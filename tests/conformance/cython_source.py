"""The pinned source distribution of Cython, which the conformance tests read, in the build folder."""

import pathlib
import sys
import tarfile

sys.path.append(str(pathlib.Path(__file__).parent.parent / "support"))
import source_distributions  # noqa: E402

VERSION = "3.3.1"
SHA256 = "e0e45989e821bef6aa9ae15c7d583ab5e055f7406c4b3624e49e06d24e90375a"


def cython_tests(build):
    """The folder that holds the unpacked `tests/`."""
    folder = pathlib.Path(build) / "conformance"
    archive = folder / f"cython-{VERSION}.tar.gz"
    source_distributions.fetch("cython", VERSION, SHA256, archive)
    root = folder / f"cython-{VERSION}"
    if not (root / "unpacked").is_file():
        with tarfile.open(archive) as tar:
            for member in tar:
                if member.isfile() and member.name.startswith(f"cython-{VERSION}/tests/"):
                    tar.extract(member, folder)
        (root / "unpacked").touch()
    return root
