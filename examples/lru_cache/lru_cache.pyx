"""A cache of the values last used, from integers to numbers, without the GIL.

The entries stand in C arrays: a hash table with chains, and a list through all entries in the order
of their use. Nothing of it is a Python object, so that threads can work on caches of their own at
the same time.
"""
from libc.stdlib cimport calloc, free

cdef struct Entry:
    long key
    double value
    int next_in_bucket
    int newer
    int older


cdef class LruCache:
    """
    >>> cache = LruCache(2)
    >>> cache.put(1, 1.5); cache.put(2, 2.5)
    >>> cache.get(1), cache.get(3) is None
    (1.5, True)
    >>> cache.put(4, 4.5)
    >>> [cache.get(key) for key in (1, 2, 4)], len(cache)
    ([1.5, None, 4.5], 2)
    >>> LruCache(0)
    Traceback (most recent call last):
    ValueError: a cache needs room for at least one entry
    """
    cdef Entry* entries
    cdef int* buckets
    cdef readonly int capacity
    cdef int count, newest, oldest
    cdef readonly long hits, misses

    def __cinit__(self, int capacity):
        if capacity < 1:
            raise ValueError("a cache needs room for at least one entry")
        self.capacity = capacity
        self.entries = <Entry*>calloc(capacity, sizeof(Entry))
        self.buckets = <int*>calloc(capacity, sizeof(int))
        if self.entries == NULL or self.buckets == NULL:
            raise MemoryError()
        self.clear()

    def __dealloc__(self):
        free(self.entries)
        free(self.buckets)

    def __len__(self):
        return self.count

    cdef void clear(self) noexcept nogil:
        cdef int i
        self.count = 0
        self.newest = self.oldest = -1
        for i in range(self.capacity):
            self.buckets[i] = -1

    cdef int bucket_of(self, long key) noexcept nogil:
        return <int>(<unsigned long>key * 2654435761u % <unsigned long>self.capacity)

    cdef int find(self, long key) noexcept nogil:
        cdef int at = self.buckets[self.bucket_of(key)]
        while at >= 0 and self.entries[at].key != key:
            at = self.entries[at].next_in_bucket
        return at

    cdef void take_out(self, int at) noexcept nogil:
        cdef Entry* entry = &self.entries[at]
        if entry.newer >= 0:
            self.entries[entry.newer].older = entry.older
        else:
            self.newest = entry.older
        if entry.older >= 0:
            self.entries[entry.older].newer = entry.newer
        else:
            self.oldest = entry.newer

    cdef void put_in_front(self, int at) noexcept nogil:
        cdef Entry* entry = &self.entries[at]
        entry.newer = -1
        entry.older = self.newest
        if self.newest >= 0:
            self.entries[self.newest].newer = at
        else:
            self.oldest = at
        self.newest = at

    cdef void forget(self, int at) noexcept nogil:
        """Takes an entry out of its chain."""
        cdef int bucket = self.bucket_of(self.entries[at].key)
        cdef int before = self.buckets[bucket]
        if before == at:
            self.buckets[bucket] = self.entries[at].next_in_bucket
            return
        while self.entries[before].next_in_bucket != at:
            before = self.entries[before].next_in_bucket
        self.entries[before].next_in_bucket = self.entries[at].next_in_bucket

    cdef bint lookup(self, long key, double* value) noexcept nogil:
        cdef int at = self.find(key)
        if at < 0:
            self.misses += 1
            return False
        self.hits += 1
        self.take_out(at)
        self.put_in_front(at)
        value[0] = self.entries[at].value
        return True

    cdef void store(self, long key, double value) noexcept nogil:
        cdef int at = self.find(key), bucket
        if at >= 0:
            self.take_out(at)
        else:
            if self.count < self.capacity:
                at = self.count
                self.count += 1
            else:
                at = self.oldest
                self.take_out(at)
                self.forget(at)
            bucket = self.bucket_of(key)
            self.entries[at].key = key
            self.entries[at].next_in_bucket = self.buckets[bucket]
            self.buckets[bucket] = at
        self.entries[at].value = value
        self.put_in_front(at)

    def get(self, long key):
        """The value, or None."""
        cdef double value
        return value if self.lookup(key, &value) else None

    def put(self, long key, double value):
        self.store(key, value)

    def fill(self, long first, long count, long distinct):
        """Asks for `count` keys, and stores those that are absent; the sum of the values."""
        cdef long i, key
        cdef double value = 0, sum = 0
        with nogil:
            for i in range(first, first + count):
                key = i * i % distinct
                if not self.lookup(key, &value):
                    value = key * 0.5
                    self.store(key, value)
                sum += value
        return sum
