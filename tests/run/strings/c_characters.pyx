"""C characters and C strings beside Python text: what each operator means."""


def operators(Py_UCS4 c, int n):
    """
    >>> operators('b', 3)
    ('bbb', 'bx', 1, True)
    """
    return c * n, c + 'x', c - 97, c < 'z'


def compare_bytes(char* p):
    """The bytes are compared, not the places in memory.

    >>> compare_bytes(b'abc')
    (True, True, True, False)
    >>> compare_bytes(b'abd')
    (False, False, False, True)
    """
    return p == b"abc", p < b"abd", b"abc" == p, p != b"abc"


def slices(char* p):
    """Negative bounds count from the end; a slice that ends before it begins is empty.

    >>> slices(b'abcdef')
    (b'bc', b'abcd', b'ef', b'', 'abc', 'ef')
    """
    return p[1:3], p[:-2], p[-2:], p[4:2], p[:3].decode('ascii'), p[-2:].decode('ascii')


def numbers():
    """
    >>> numbers()
    (0, 1.0, 255, 255)
    """
    return int(False), float(True), ord(b'\xff'), <unsigned char>-1
