"""Ways through a town of streets that cross, beside plain Python, and in two threads at once."""
import heapq
import random
from concurrent.futures import ThreadPoolExecutor

from routes import distances, way


def town(side, seed):
    """Places at the crossings of a grid; roads both ways of random length."""
    length = random.Random(seed)
    roads = []
    for y in range(side):
        for x in range(side):
            here = y * side + x
            for there in ([here + 1] if x + 1 < side else []) + ([here + side] if y + 1 < side else []):
                roads += [(here, there, length.uniform(1, 9)), (there, here, length.uniform(1, 9))]
    return side * side, roads


def distances_python(count, roads, start):
    outgoing = [[] for _ in range(count)]
    for here, there, length in roads:
        outgoing[here].append((there, length))
    found = [float("inf")] * count
    found[start] = 0.0
    heap = [(0.0, start)]
    while heap:
        distance, place = heapq.heappop(heap)
        if distance > found[place]:
            continue
        for there, length in outgoing[place]:
            if distance + length < found[there]:
                found[there] = distance + length
                heapq.heappush(heap, (found[there], there))
    return found


def main():
    count, roads = town(side=60, seed=1)
    print(f"{count} places, {len(roads)} roads")
    expected = distances_python(count, roads, 0)
    assert distances(count, roads, 0) == expected
    print("the distances are those of plain Python")

    places = way(count, roads, 0, count - 1)
    lengths = {(here, there): length for here, there, length in roads}
    total = 0.0
    for step in zip(places, places[1:]):
        total += lengths[step]
    assert total == expected[-1]
    print(f"the way to the other corner has {len(places)} places and is {total:.3f} long")

    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(lambda start: distances(count, roads, start), [0, count - 1]))
    assert both == [expected, distances_python(count, roads, count - 1)]
    print("two threads found the distances from two places at once")
    try:
        distances(count, [(0, count, 1.0)], 0)
    except ValueError as error:
        print(f"ValueError: {error}")


if __name__ == "__main__":
    main()
