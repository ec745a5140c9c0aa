"""Compares what real projects declare of C headers with the headers: those that a project brings with it,
and those of Debian packages.

    python3 headers.py --nogilc NOGILC --build FOLDER [--list] [project...]

Needs, for the second kind: apt-get install libxml2-dev libxslt1-dev libyaml-dev libproj-dev libzmq3-dev.
"""
import argparse
import collections
import json
import pathlib
import subprocess
import sys
import time

sys.path.append(str(pathlib.Path(__file__).parent))
import sources  # noqa: E402

# What is checked of a project, and where its headers are: below the project, or absolute.
PROJECTS = {
    "asyncpg": (["asyncpg/pgproto/pgproto.pyx", "asyncpg/protocol/protocol.pyx"], ["asyncpg/pgproto"]),
    "blis": (["blis/cy.pyx"], ["blis", "blis/_src/include/linux-x86_64"]),
    "clickhouse-driver": (["clickhouse_driver/*.pyx"], []),
    "cysignals": (["src/cysignals/*.pyx"], ["src/cysignals"]),
    "cytoolz": (["cytoolz/*.pyx"], []),
    "datrie": (["src/*.pyx"], ["libdatrie", "src"]),
    "gevent": (["src/gevent/resolver/*.pyx", "src/gevent/libev/*.pyx"],
               ["deps/c-ares/include", "deps/c-ares/src/lib", "deps/libev", "src/gevent/libev"]),
    "httptools": (["httptools/parser/*.pyx"], ["vendor/llhttp/include", "vendor/http-parser"]),
    "lxml": (["src/lxml/etree.pyx"], ["src/lxml/includes", "/usr/include/libxml2"]),
    "msgpack": (["msgpack/*.pyx"], ["msgpack"]),
    "murmurhash": (["murmurhash/*.pyx"], ["murmurhash/include"]),
    "numcodecs": (["src/numcodecs/blosc.pyx", "src/numcodecs/lz4.pyx", "src/numcodecs/zstd.pyx"],
                  ["src/numcodecs", "c-blosc/blosc", "c-blosc/internal-complibs/lz4-1.10.0",
                   "c-blosc/internal-complibs/zstd-1.5.6"]),
    "pandas": (["pandas/_libs/*.pyx", "pandas/_libs/tslibs/*.pyx"], ["pandas/_libs/include"]),
    "pyproj": (["pyproj/*.pyx"], ["pyproj"]),
    "pysam": (["pysam/libc*.pxd"], ["htslib", "pysam", "samtools", "bcftools"]),
    "pyyaml": (["yaml/_yaml.pyx"], ["yaml"]),
    "pyzmq": (["zmq/backend/cython/_zmq.py"], ["zmq/utils", "buildutils/include"]),
    "uvloop": (["uvloop/loop.pyx"], ["vendor/libuv/include"]),
    "wsaccel": (["wsaccel/*.pyx"], []),
}


def check(nogilc, top, patterns, folders):
    """The findings about headers, each once."""
    files = sorted(path for pattern in patterns for path in top.glob(pattern))
    includes = [f"-I{top / folder}" for folder in folders]
    found = {}
    for path in files:
        done = subprocess.run(
            [nogilc, "check", "--no-config", "--headers", "--diagnostics=json", *sources.include_options(top),
             *includes, path], capture_output=True, text=True, timeout=300, cwd=top)
        if done.returncode not in (0, 1):
            raise SystemExit(f"{path}: exit status {done.returncode}\n{done.stderr}")
        for problem in json.loads(done.stdout):
            if problem["code"].startswith("header-"):
                found[problem["file"], problem["line"], problem["column"], problem["message"]] = problem
    return len(files), list(found.values())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nogilc", required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--list", action="store_true", help="show the findings")
    parser.add_argument("projects", nargs="*", default=list(PROJECTS))
    options = parser.parse_args()
    totals = collections.Counter()
    for name in options.projects:
        top = sources.unpack(name, options.build / "projects")
        start = time.monotonic()
        files, found = check(options.nogilc, top, *PROJECTS[name])
        counts = collections.Counter(problem["code"].removeprefix("header-") for problem in found)
        totals.update(counts)
        print(f"{name:18} {files:3} files {time.monotonic() - start:6.1f} s  "
              + ", ".join(f"{count} {code}" for code, count in sorted(counts.items())), flush=True)
        if options.list:
            for problem in found:
                print(f"    {problem['file']}:{problem['line']}: [{problem['code']}] {problem['message']}")
    print(f"{'all':18} " + ", ".join(f"{count} {code}" for code, count in sorted(totals.items())))


if __name__ == "__main__":
    main()
