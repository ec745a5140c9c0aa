"""Runs unittest modules; under a debug CPython runs them again and fails if references grew."""
import gc
import sys
import unittest


def run_once(names, verbosity):
    suite = unittest.defaultTestLoader.loadTestsFromNames(names)
    stream = sys.stderr if verbosity else open("/dev/null", "w")
    result = unittest.TextTestRunner(stream=stream, verbosity=verbosity).run(suite)
    if not verbosity:
        stream.close()
    return result.wasSuccessful()


def main():
    names = sys.argv[1:]
    if not run_once(names, 1):
        return 1
    if not hasattr(sys, "gettotalrefcount"):
        return 0
    counts = []
    for _ in range(5):
        run_once(names, 0)
        gc.collect()
        counts.append(sys.gettotalrefcount())
    growth = [after - before for before, after in zip(counts, counts[1:])]
    print("references gained per run:", growth)
    # Caches may fill in the first runs, and unittest itself keeps a few; a leak grows for ever.
    return int(min(growth[1:]) > 8)


if __name__ == "__main__":
    sys.exit(main())
