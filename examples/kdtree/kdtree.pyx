"""A k-d tree of points in the plane, whose searches run without the GIL."""
from libc.stdlib cimport malloc, free

cdef struct Point:
    double x
    double y
    int number


cdef class Metric:
    """How far apart points are; a derived class measures differently."""
    cdef double distance(self, double dx, double dy) noexcept nogil:
        return dx * dx + dy * dy


cdef class Manhattan(Metric):
    cdef double distance(self, double dx, double dy) noexcept nogil:
        cdef double d = (dx if dx > 0 else -dx) + (dy if dy > 0 else -dy)
        return d * d


cdef class KdTree:
    """
    >>> tree = KdTree([(0, 0), (3, 4), (1, 1)])
    >>> tree.nearest(0.8, 0.9), tree.nearest(9, 9), len(tree)
    (2, 1, 3)
    >>> KdTree([]).nearest(0, 0)
    -1
    """
    cdef Point* points
    cdef int count
    cdef Metric metric

    def __cinit__(self, points, Metric metric=None):
        cdef int i
        self.metric = metric if metric is not None else Metric()
        self.count = len(points)
        self.points = <Point*>malloc((self.count + 1) * sizeof(Point))
        if self.points == NULL:
            raise MemoryError()
        for i in range(self.count):
            self.points[i].x, self.points[i].y = points[i]
            self.points[i].number = i
        with nogil:
            self.build(0, self.count, True)

    def __dealloc__(self):
        free(self.points)

    def __len__(self):
        return self.count

    cdef double coordinate(self, int i, bint by_x) noexcept nogil:
        return self.points[i].x if by_x else self.points[i].y

    cdef void swap(self, int i, int j) noexcept nogil:
        cdef Point kept = self.points[i]
        self.points[i] = self.points[j]
        self.points[j] = kept

    cdef void select(self, int begin, int end, int middle, bint by_x) noexcept nogil:
        """Puts the middle point of a range into its place, smaller ones before it."""
        cdef int last, store, i
        cdef double pivot
        while end - begin > 1:
            last = end - 1
            self.swap((begin + end) // 2, last)
            pivot = self.coordinate(last, by_x)
            store = begin
            for i in range(begin, last):
                if self.coordinate(i, by_x) < pivot:
                    self.swap(i, store)
                    store += 1
            self.swap(store, last)
            if store == middle:
                return
            if store < middle:
                begin = store + 1
            else:
                end = store

    cdef void build(self, int begin, int end, bint by_x) noexcept nogil:
        cdef int middle = (begin + end) // 2
        if end - begin <= 1:
            return
        self.select(begin, end, middle, by_x)
        self.build(begin, middle, not by_x)
        self.build(middle + 1, end, not by_x)

    cdef void search(self, int begin, int end, bint by_x, double x, double y,
                     double* best, int* found) noexcept nogil:
        cdef int middle = (begin + end) // 2
        cdef double d, off
        if begin >= end:
            return
        d = self.metric.distance(self.points[middle].x - x, self.points[middle].y - y)
        if d < best[0] or (d == best[0] and self.points[middle].number < found[0]):
            best[0] = d
            found[0] = self.points[middle].number
        off = (x if by_x else y) - self.coordinate(middle, by_x)
        if off < 0:
            self.search(begin, middle, not by_x, x, y, best, found)
            if off * off <= best[0]:
                self.search(middle + 1, end, not by_x, x, y, best, found)
        else:
            self.search(middle + 1, end, not by_x, x, y, best, found)
            if off * off <= best[0]:
                self.search(begin, middle, not by_x, x, y, best, found)

    cdef int find(self, double x, double y) noexcept nogil:
        cdef double best = 1e300
        cdef int found = -1
        self.search(0, self.count, True, x, y, &best, &found)
        return found

    def nearest(self, double x, double y):
        """The number of the nearest point, -1 if there is none."""
        return self.find(x, y)

    def sum_of_nearest(self, int first, int count):
        """Searches from many places, without the GIL."""
        cdef int i
        cdef long sum = 0
        with nogil:
            for i in range(first, first + count):
                sum += self.find(i % 100 * 0.01, i * 7 % 100 * 0.01)
        return sum
