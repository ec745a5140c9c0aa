# distutils: language = c++
# cython: c_string_type=str, c_string_encoding=utf-8
"""
>>> text()
('ab\\x00\u00e4', b'ab\\x00\\xc3\\xa4', bytearray(b'ab\\x00\\xc3\\xa4'), 'str')
"""
from libcpp.string cimport string

def text():
    cdef string s = b"ab\x00\xc3\xa4"
    cdef bytes b = s
    return <object>s, b, <bytearray>s, type(<object>s).__name__
