# str objects.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyUnicode_Check(object o)
    bint PyUnicode_CheckExact(object o)
    Py_ssize_t PyUnicode_GetLength(object o) except -1
    Py_ssize_t PyUnicode_GET_LENGTH(object o)
    int PyUnicode_KIND(object o)
    void *PyUnicode_DATA(object o)
    Py_UCS4 PyUnicode_READ_CHAR(object o, Py_ssize_t index)
    Py_UCS4 PyUnicode_ReadChar(object o, Py_ssize_t index) except? -1
    Py_UCS4 PyUnicode_MAX_CHAR_VALUE(object o)
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 largest)
    int PyUnicode_WriteChar(object o, Py_ssize_t index, Py_UCS4 character) except -1
    str PyUnicode_FromString(const char *text)
    str PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)
    str PyUnicode_FromFormat(const char *format, ...)
    str PyUnicode_FromOrdinal(int ordinal)
    object PyUnicode_FromObject(object o)
    object PyUnicode_FromEncodedObject(object o, const char *encoding, const char *errors)
    str PyUnicode_InternFromString(const char *text)
    const char *PyUnicode_AsUTF8(object o) except NULL
    const char *PyUnicode_AsUTF8AndSize(object o, Py_ssize_t *size) except NULL
    bytes PyUnicode_AsUTF8String(object o)
    bytes PyUnicode_AsASCIIString(object o)
    bytes PyUnicode_AsLatin1String(object o)
    bytes PyUnicode_AsEncodedString(object o, const char *encoding, const char *errors)
    str PyUnicode_Decode(const char *text, Py_ssize_t size, const char *encoding, const char *errors)
    str PyUnicode_DecodeUTF8(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeASCII(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeLatin1(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeFSDefault(const char *text)
    bytes PyUnicode_EncodeFSDefault(object o)
    str PyUnicode_Concat(object a, object b)
    list PyUnicode_Split(object o, object separator, Py_ssize_t most)
    list PyUnicode_Splitlines(object o, bint keep_ends)
    str PyUnicode_Join(object separator, object parts)
    str PyUnicode_Substring(object o, Py_ssize_t start, Py_ssize_t end)
    str PyUnicode_Replace(object o, object old, object new_text, Py_ssize_t most)
    Py_ssize_t PyUnicode_Find(object o, object part, Py_ssize_t start, Py_ssize_t end, int direction) except? -2
    Py_ssize_t PyUnicode_Count(object o, object part, Py_ssize_t start, Py_ssize_t end) except -1
    int PyUnicode_Compare(object a, object b) except? -1
    int PyUnicode_CompareWithASCIIString(object a, const char *b)
    object PyUnicode_Format(object format, object args)
    bint PyUnicode_Contains(object o, object part) except -1

    bint Py_UNICODE_ISSPACE(Py_UCS4 c)
    bint Py_UNICODE_ISLOWER(Py_UCS4 c)
    bint Py_UNICODE_ISUPPER(Py_UCS4 c)
    bint Py_UNICODE_ISTITLE(Py_UCS4 c)
    bint Py_UNICODE_ISLINEBREAK(Py_UCS4 c)
    bint Py_UNICODE_ISDECIMAL(Py_UCS4 c)
    bint Py_UNICODE_ISDIGIT(Py_UCS4 c)
    bint Py_UNICODE_ISNUMERIC(Py_UCS4 c)
    bint Py_UNICODE_ISALPHA(Py_UCS4 c)
    bint Py_UNICODE_ISALNUM(Py_UCS4 c)
    bint Py_UNICODE_ISPRINTABLE(Py_UCS4 c)
    Py_UCS4 Py_UNICODE_TOLOWER(Py_UCS4 c)
    Py_UCS4 Py_UNICODE_TOUPPER(Py_UCS4 c)
    Py_UCS4 Py_UNICODE_TOTITLE(Py_UCS4 c)
    int Py_UNICODE_TODECIMAL(Py_UCS4 c)
    int Py_UNICODE_TODIGIT(Py_UCS4 c)
