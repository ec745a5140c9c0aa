# A generator cannot stop inside a `with gil` block yet.
def taken_again(int x):
    with nogil:
        x += 1
        with gil:
            yield x              # error: [unsupported] "yield"


def around(int x):
    yield x
    with nogil:
        x += 1
    yield x
