"""Searches one tree from several threads, and compares with looking at all points."""

import random
from concurrent.futures import ThreadPoolExecutor

from kdtree import KdTree, Manhattan


def nearest(points, x, y, distance):
    return min(range(len(points)), key=lambda i: (distance(points[i][0] - x, points[i][1] - y), i))


def main():
    rng = random.Random(5)
    points = [(rng.random(), rng.random()) for _ in range(500)]
    tree, other = KdTree(points), KdTree(points, Manhattan())
    for _ in range(200):
        x, y = rng.random(), rng.random()
        assert tree.nearest(x, y) == nearest(points, x, y, lambda dx, dy: dx * dx + dy * dy)
        assert other.nearest(x, y) == nearest(points, x, y, lambda dx, dy: (abs(dx) + abs(dy)) ** 2)
    print("the same neighbours as by looking at all points, in both metrics")

    parts = [(i * 5000, 5000) for i in range(8)]
    alone = [tree.sum_of_nearest(*part) for part in parts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda part: tree.sum_of_nearest(*part), parts))
    assert alone == together
    print("four threads on one tree find the same:", len(parts) * 5000, "searches")


main()
