# Pointers into objects that an attribute, a container or a variable of the module holds.
cdef extern from *:
    """
    static int use(const char *p) { return p != 0; }
    static int use_number(const int *p) { return *p; }
    struct view { const char *text; int length; };
    """
    int use(const char *p) nogil
    int use_number(const int *p) nogil
    struct view:
        const char *text
        int length

ctypedef const char *Text

cdef class Node:
    cdef int number
    cdef int[4] numbers
    cdef int *pointed
    cdef bytes name
    cdef Node next
    cdef object any


def attribute(Node node not None):
    cdef const char *text = node.name
    cdef const char *further = text + 1
    cdef const char *either = further if node.number else NULL
    with nogil:
        use(text)  # warning: [borrowed-across-nogil] "the attribute `name`"
        use(further)  # warning: [borrowed-across-nogil] "the attribute `name`"
        use(either)  # warning: [borrowed-across-nogil] "the attribute `name`"


def places(Node node not None, list items):
    cdef view kept
    cdef Text[2] texts
    cdef (Text, int) pair = (<Text>node.name, 1)
    cdef void *address = <void *>items[0]
    kept.text = node.name
    kept.length = 1
    texts[1] = node.name
    with nogil:
        kept.length += 1
        pair[1] = 2
        use(kept.text)  # warning: [borrowed-across-nogil] "the attribute `name`"
        use(texts[0])  # warning: [borrowed-across-nogil] "the attribute `name`"
        use(pair[0])  # warning: [borrowed-across-nogil] "the attribute `name`"
        use(<Text>address)  # warning: [borrowed-across-nogil] "an item of a container"


def inside(Node node not None):
    cdef int *number = &node.next.number
    cdef int *numbers = node.next.numbers
    cdef int *element = &node.next.numbers[1]
    cdef int *of_any = &(<Node>node.any).number
    with nogil:
        use_number(number)  # warning: [borrowed-across-nogil] "the attribute `next`"
        use_number(numbers)  # warning: [borrowed-across-nogil] "the attribute `next`"
        use_number(element)  # warning: [borrowed-across-nogil] "the attribute `next`"
        use_number(of_any)  # warning: [borrowed-across-nogil] "the attribute `any`"


def held(Node node not None):
    cdef Node following = node.next
    cdef bytes name = node.name
    cdef const char *text = name
    cdef int *number = &following.number
    cdef int *own = node.numbers
    cdef int *pointed = node.next.pointed
    cdef const char *again = node.name
    use(again)
    again = name
    with nogil:
        use(text)
        use(again)
        use_number(number)
        use_number(own)
        use_number(pointed)


def loops(list items, int n):
    cdef const char *text = b"start"
    for item in items:
        with nogil:
            use(text)  # warning: [borrowed-across-nogil] "the attribute `name`"
        text = item.name
    while n:
        with nogil:
            n -= 1
        text = items[n]
        use(text)
