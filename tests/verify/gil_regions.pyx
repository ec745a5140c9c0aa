# Regions inside regions, and their conditions.
cdef int either(int x) noexcept nogil:
    with nogil:
        with nogil:              # error: [gil-nested-release]
            x += 1
    with gil:
        with gil:                # error: [gil-nested-acquire]
            x += 1
    return x


def held(int x):
    with gil:                    # error: [gil-nested-acquire]
        x += 1
    with nogil:
        x += 1
        with nogil:              # error: [gil-nested-release]
            x += 1
        with gil:
            with gil:            # error: [gil-nested-acquire]
                x += 1
            with nogil:
                x += 1
    return x


cdef void takes_it(int x) noexcept with gil:
    with gil:                    # error: [gil-nested-acquire]
        x += 1
    with nogil:
        x += 1


def after_the_region(o, int x):
    with nogil:
        x += 1
    o.fine = x
    with nogil:
        with gil:
            o.fine = x
        o.bad = None             # error: [gil-attribute] "bad"
    return o.fine


def in_else(o, int x):
    with nogil:
        if x:
            pass
        else:
            o.bad                # error: [gil-attribute] "bad"
        for x in range(3):
            pass
        else:
            o.worse              # error: [gil-attribute] "worse"
        try:
            pass
        finally:
            o.worst              # error: [gil-attribute] "worst"
