"""A cache for each thread, filled without the GIL; compared with an OrderedDict."""

import threading
from collections import OrderedDict

from lru_cache import LruCache


class PlainCache:
    def __init__(self, capacity):
        self.capacity, self.entries, self.hits = capacity, OrderedDict(), 0

    def fill(self, first, count, distinct):
        total = 0.0
        for i in range(first, first + count):
            key = i * i % distinct
            if key in self.entries:
                self.hits += 1
                self.entries.move_to_end(key)
            else:
                if len(self.entries) == self.capacity:
                    self.entries.popitem(last=False)
                self.entries[key] = key * 0.5
            total += self.entries[key]
        return total


def main():
    for capacity, distinct in ((1, 7), (10, 50), (100, 101), (50, 1000)):
        compiled, plain = LruCache(capacity), PlainCache(capacity)
        assert compiled.fill(0, 5000, distinct) == plain.fill(0, 5000, distinct)
        assert compiled.hits == plain.hits and len(compiled) == len(plain.entries)
    print("the same values and hits as an OrderedDict")

    caches = [LruCache(1000) for _ in range(4)]
    threads = [threading.Thread(target=cache.fill, args=(0, 200_000, 5003)) for cache in caches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print("hits of each thread:", *(cache.hits for cache in caches))


main()
