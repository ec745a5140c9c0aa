"""Draws the Mandelbrot set with threads over the rows, and compares one thread with several.

usage: python run.py [ROWS]      rows of the big picture that is timed; default 400
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import mandelbrot
import mandelbrot_python as plain


def picture(row, width, height, limit, threads=1):
    """The rows of the picture, from the top; each row is one task of a pool of threads."""
    def draw(y):
        return row(1.2 - 2.4 * y / (height - 1), -2.1, 0.7, width, limit)
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(draw, range(height)))


def timed(*args):
    begin = time.perf_counter()
    result = picture(*args)
    return result, time.perf_counter() - begin


def main():
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    small = picture(mandelbrot.row, 64, 25, 60, 2)
    for line in small:
        print(line.decode().rstrip())
    assert small == picture(plain.row, 64, 25, 60)
    print("the same picture as plain Python")
    cpus = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    one, alone = timed(mandelbrot.row, 2 * rows, rows, 1000, 1)
    many, together = timed(mandelbrot.row, 2 * rows, rows, 1000, cpus)
    assert one == many
    print(f"{2 * rows} x {rows} points: one thread {alone:.3f} s, {cpus} threads {together:.3f} s, {alone / together:.1f}x")


main()
