"""Counts the words of a text, compiled and in plain Python.

usage: python run.py [FILE]      default: the README beside this script
"""

import os
import sys
import time

import wordcount
import wordcount_python as plain


def timed(function, *args):
    begin = time.perf_counter()
    result = function(*args)
    return result, time.perf_counter() - begin


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "README.md")
    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    counts = wordcount.count(lines)
    best = wordcount.top(counts, 5)
    assert counts == plain.count(lines)
    assert best == plain.top(counts, 5)
    assert wordcount.by_length(counts) == plain.by_length(counts)
    assert wordcount.histogram(best) == plain.histogram(best)
    assert repr(wordcount.Summary(lines)) == repr(plain.Summary(lines))
    print("the same results as plain Python")
    print(wordcount.Summary(lines))
    for line in wordcount.histogram(best):
        print(line)
    many = lines * 500
    _, fast = timed(wordcount.count, many)
    _, slow = timed(plain.count, many)
    print(f"{len(many)} lines: compiled {fast * 1000:.0f} ms, plain Python {slow * 1000:.0f} ms")


main()
