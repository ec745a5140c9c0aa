"""Parallel assignments of what has no Python object: pointers."""

cdef struct Node:
    int value
    Node *next


def swapped(int a, int b):
    """
    >>> swapped(1, 2)
    (2, 1)
    """
    cdef int *p = NULL
    cdef int *q = NULL
    p, q = &a, &b
    p, q = q, p
    return p[0], q[0]


def mixed(object x):
    """
    >>> mixed("x")
    (True, 5, 'x', 7.0)
    """
    cdef Node node
    cdef double y
    node.next, node.value, (x, y) = NULL, 5, (x, 7)
    return node.next == NULL, node.value, x, y


def reversed_list(int count):
    """
    >>> reversed_list(4)
    [0, 1, 2, 3]
    """
    cdef Node[10] nodes
    cdef Node *first = NULL
    cdef Node *turned = NULL
    cdef int i
    for i in range(count):
        nodes[i].value, nodes[i].next, first = i, first, &nodes[i]
    while first:
        first.next, turned, first = turned, first, first.next
    found = []
    while turned:
        found.append(turned.value)
        turned = turned.next
    return found
