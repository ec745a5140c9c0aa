# Python objects: temporaries, loops, exceptions, closures.
def count(words, *, int least=1):
    found = {}
    for word in words:
        found[word] = found.get(word, 0) + 1
    return [word for word in found if found[word] >= least]


def first_line(path):
    try:
        with open(path) as file:
            return file.readline()
    except OSError as error:
        return str(error)
    finally:
        print("done")


def adder(n):
    def add(x):
        return x + n
    return add


def read_value():
    value = yield
    a, b = value
    yield from range(a, b)
