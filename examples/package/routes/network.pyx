"""Dijkstra's algorithm without the GIL, with the heap of another module."""
from libc.math cimport INFINITY
from libc.stdlib cimport calloc, free

from .heap cimport Entry, Heap, clear, is_empty, pop, push

cdef struct Road:
    int target
    double length

cdef struct Network:
    int count       # of places
    int *first      # roads[first[p]] is the first road that begins in p
    Road *roads

cdef int search(const Network *network, int start, double *distance, int *before) except -1 nogil:
    """The distances of all places, and the place before each on the way."""
    cdef Heap heap
    cdef Entry nearest
    cdef int place, i
    cdef double length
    heap.entries, heap.size, heap.capacity = NULL, 0, 0
    for place in range(network.count):
        distance[place], before[place] = INFINITY, -1
    distance[start] = 0
    try:
        push(&heap, 0, start)
        while not is_empty(&heap):
            nearest = pop(&heap)
            if nearest.key > distance[nearest.value]:
                continue  # a shorter way was found since
            for i in range(network.first[nearest.value], network.first[nearest.value + 1]):
                place = network.roads[i].target
                length = nearest.key + network.roads[i].length
                if length < distance[place]:
                    distance[place], before[place] = length, nearest.value
                    push(&heap, length, place)
    finally:
        clear(&heap)
    return 0


cdef int fill(Network *network, int count, list roads) except -1:
    """Sorts (from, to, length) by the place where a road begins."""
    cdef int start, target, i
    cdef double length
    network.count = count
    network.first = <int *>calloc(<size_t>count + 2, sizeof(int))
    network.roads = <Road *>calloc(<size_t>len(roads) + 1, sizeof(Road))
    if network.first == NULL or network.roads == NULL:
        raise MemoryError()
    for start, target, length in roads:
        if not (0 <= start < count and 0 <= target < count):
            raise ValueError(f"there is no place {start if not 0 <= start < count else target}")
        if length < 0:
            raise ValueError("a road cannot have a negative length")
        network.first[start + 2] += 1
    for i in range(2, count + 2):
        network.first[i] += network.first[i - 1]
    for start, target, length in roads:
        i = network.first[start + 1]
        network.roads[i].target, network.roads[i].length = target, length
        network.first[start + 1] += 1
    return 0


cdef run(int count, list roads, int start):
    cdef Network network
    cdef double *distance = <double *>calloc(<size_t>count + 1, sizeof(double))
    cdef int *before = <int *>calloc(<size_t>count + 1, sizeof(int))
    cdef int i
    network.first, network.roads = NULL, NULL
    try:
        if distance == NULL or before == NULL:
            raise MemoryError()
        if not 0 <= start < count:
            raise ValueError(f"there is no place {start}")
        fill(&network, count, roads)
        with nogil:
            search(&network, start, distance, before)
        return [distance[i] for i in range(count)], [before[i] for i in range(count)]
    finally:
        free(distance)
        free(before)
        free(network.first)
        free(network.roads)


def distances(int count, list roads, int start):
    """
    >>> distances(4, [(0, 1, 1.0), (1, 2, 2.0), (0, 2, 5.0)], 0)
    [0.0, 1.0, 3.0, inf]
    """
    return run(count, roads, start)[0]


def way(int count, list roads, int start, int end):
    """
    >>> way(3, [(0, 1, 1.0), (1, 2, 2.0), (0, 2, 5.0)], 0, 2)
    [0, 1, 2]
    >>> way(3, [(0, 1, 1.0)], 0, 2)
    """
    if not 0 <= end < count:
        raise ValueError(f"there is no place {end}")
    before = run(count, roads, start)[1]
    if end != start and before[end] == -1:
        return None
    places = [end]
    while places[-1] != start:
        places.append(before[places[-1]])
    return places[::-1]
