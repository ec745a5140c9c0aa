# cython: subinterpreters_compatible=shared_gil, unraisable_tracebacks=False
"""A module that may be in several interpreters: what it keeps is each one's own."""
cimport cython

cdef extern from *:
    """
    #include <pthread.h>

    typedef int (*step_function)(void *);
    struct step_call { step_function function; void *argument; int result; };

    static void *run_steps(void *given) {
      struct step_call *call = (struct step_call *)given;
      call->result = call->function(call->argument) + call->function(call->argument);
      return NULL;
    }
    static int in_new_thread(step_function function, void *argument) {
      struct step_call call = {function, argument, 0};
      pthread_t thread;
      pthread_create(&thread, NULL, run_steps, &call);
      pthread_join(thread, NULL);
      return call.result;
    }
    """
    ctypedef int (*step_function)(void *) noexcept nogil
    int in_new_thread(step_function function, void *argument) nogil


cdef int count = 0
cdef object kept = None
names = []


cdef class Node:
    cdef public object value
    cdef public Node next

    def __init__(self, value, Node next=None):
        self.value, self.next = value, next


def add(value):
    global count, kept
    count += 1
    kept = Node(value, kept)
    names.append(value)
    return count, names


def values():
    cdef Node node = kept
    while node is not None:
        yield node.value
        node = node.next


cdef int half(int n) except -1 nogil:
    if n % 2:
        raise ValueError("odd")
    return n // 2


def halves(int n):
    """
    >>> halves(6)
    3
    >>> halves(3)
    Traceback (most recent call last):
    ValueError: odd
    """
    cdef int result
    with nogil:
        result = half(n)
    return result


cdef int note(int n) nogil:
    with gil:
        names.append(n)
        with nogil:
            with gil:
                return len(names)


def noted(int n):
    with nogil:
        n = note(n)
    return n


def noted_with_gil(int n):
    return note(n)


cdef int step(void *function) noexcept nogil:
    with gil:
        return (<object> function)()


def from_new_thread(function):
    """
    >>> from_new_thread(lambda: 21)
    42
    """
    cdef int result
    cdef void *argument = <void *> function
    with nogil:
        result = in_new_thread(step, argument)
    return result
