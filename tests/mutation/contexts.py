"""Small programs with regions in every kind of place, made by nesting: what runs without the GIL, inside
what, inside which function. All of them are accepted as they are."""

FUNCTIONS = [
    "def f(x):\n    cdef int i = 0\n{body}    return i\n",
    "def outer(x):\n    def inner(y):\n        cdef int i = 0\n{body2}        return x, i\n    return inner\n",
    "cdef int f(int n) except -1:\n    cdef int i = 0\n{body}    return i\n",
    "cpdef int f(int n) except -1:\n    cdef int i = 0\n{body}    return i\n",
    "cdef class C:\n    cdef int n\n    def method(self, x):\n        cdef int i = 0\n{body2}        return i\n",
    "cdef class C:\n    cdef int method(self, int x) except -1:\n        cdef int i = 0\n{body2}        return i\n",
    "class P:\n    def method(self, x):\n        cdef int i = 0\n{body2}        return i\n",
    "def f(x):\n    cdef int i = 0\n    yield 1\n{body}    yield i\n",
    "async def f(x):\n    cdef int i = 0\n{body}    return i\n",
    "cdef int f(int n) except -1 with gil:\n    cdef int i = 0\n{body}    return i\n",
]
NOGIL_FUNCTIONS = [
    "cdef int f(int n) noexcept nogil:\n    cdef int i = 0\n{body}    return i\n",
    "cdef int f(int n) except -1 nogil:\n    cdef int i = 0\n{body}    return i\n",
    "cdef void f(int n) nogil:\n    cdef int i = 0\n{body}",
    "cdef class C:\n    cdef int method(self, int x) noexcept nogil:\n        cdef int i = 0\n{body2}        return i\n",
]
REGIONS = [
    "with nogil:\n    i = 1\n    i = 2\n",
    "with nogil(True):\n    i = 1\n",
    "for i in range(3):\n    with nogil:\n        i += 1\n        if i:\n            break\n",
    "try:\n    with nogil:\n        i = 1\nfinally:\n    i = 2\n",
    "try:\n    pass\nexcept ValueError:\n    with nogil:\n        i = 1\n",
    "try:\n    pass\nfinally:\n    with nogil:\n        i = 1\n",
    "if i:\n    with nogil:\n        i = 1\nelse:\n    with nogil:\n        i = 2\n",
    "while i < 3:\n    with nogil:\n        i += 1\n        continue\nelse:\n    with nogil:\n        i = 2\n",
    "with nogil:\n    with gil:\n        with nogil:\n            i = 1\n    i = 2\n",
    "with nogil:\n    with gil:\n        print(i)\n    i = 2\n    with gil:\n        print(i)\n    i = 3\n",
]
PLAIN = [
    "i = 1\ni = 2\n",
    "with gil:\n    print(i)\ni = 1\n",
    "for i in range(n):\n    i += 1\n",
    "with nogil:\n    i = 1\n",
]


def fill(template, body):
    def indented(depth):
        return "".join(" " * depth + line + "\n" for line in body.splitlines())
    return template.format(body=indented(4) if "{body}" in template else "",
                           body2=indented(8) if "{body2}" in template else "")


def generate():
    for template in FUNCTIONS:
        for region in REGIONS:
            yield fill(template, region)
    for template in NOGIL_FUNCTIONS:
        for body in PLAIN:
            yield fill(template.replace("int x)", "int n)"), body)
    for region in REGIONS:
        yield "cdef int i = 0\n" + region
