"""Types of pure mode."""

import cython
from cython import declare, typedef, p_void

Union = cython.union(n=cython.int, x=cython.double)
Struct = cython.struct(flag=cython.bint, data=Union)
Pair = cython.typedef(Struct[2])
Number = typedef(cython.longlong)


def structs(n, x):
    """
    >>> structs(389, 1.5)
    (389, 1.5, True, False)
    """
    pair = cython.declare(Pair)
    pair[0] = Struct(flag=True, data=Union(n=n))
    pair[1] = Struct(flag=False, data={"x": x})
    return pair[0].data.n, pair[1].data.x, pair[0].flag, pair[1].flag


def numbers(n):
    """
    >>> numbers(2 ** 40)
    (1099511627776, 'Number', 'int', True)
    """
    wide: Number = n
    narrow = declare(int, 5)
    nothing = declare(p_void, cython.NULL)
    return wide, cython.typeof(wide), cython.typeof(narrow), nothing == cython.NULL


def in_function(x):
    """
    >>> in_function(2.5)
    (2.5, 7)
    """
    Local = cython.struct(a=cython.double, b=cython.int)
    local: Local = Local(x, 7)
    return local.a, local.b


def named_by_text(x):
    """
    >>> named_by_text(2.75)
    ('int', 'double *', 2, 'unsigned char', 'unsigned long long', 'Struct', 'const int *')
    >>> in_annotation(2.5)
    2.5
    """
    a = cython.declare("int", 3)
    b = cython.declare("double *")
    c = cython.cast("unsigned  char", x)
    d = declare("cython.ulonglong", 5)
    e = declare("Struct")
    f = declare("const int*")
    return (cython.typeof(a), cython.typeof(b), c, cython.typeof(c), cython.typeof(d),
            cython.typeof(e), cython.typeof(f))


def in_annotation(x: "cython.int"):  # as Cython: that is a text
    return x
