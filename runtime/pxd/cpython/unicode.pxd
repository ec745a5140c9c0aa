# str objects. A str does not change once others have seen it; PyUnicode_WriteChar, PyUnicode_WRITE,
# PyUnicode_Fill and PyUnicode_CopyCharacters are for one that PyUnicode_New has just made.
from cpython.object cimport PyObject
from libc.stddef cimport wchar_t

cdef extern from "Python.h":
    ctypedef unsigned char Py_UCS1
    ctypedef unsigned short Py_UCS2

    const int PyUnicode_WCHAR_KIND
    const int PyUnicode_1BYTE_KIND
    const int PyUnicode_2BYTE_KIND
    const int PyUnicode_4BYTE_KIND

    bint PyUnicode_Check(object o)
    bint PyUnicode_CheckExact(object o)
    Py_ssize_t PyUnicode_GetLength(object o) except -1
    Py_ssize_t PyUnicode_GET_LENGTH(object o)
    int PyUnicode_READY(object o) except -1
    unsigned int PyUnicode_KIND(object o)
    void *PyUnicode_DATA(object o)
    Py_UCS1 *PyUnicode_1BYTE_DATA(object o)
    Py_UCS2 *PyUnicode_2BYTE_DATA(object o)
    Py_UCS4 *PyUnicode_4BYTE_DATA(object o)
    bint PyUnicode_IS_ASCII(object o)
    Py_UCS4 PyUnicode_READ(int kind, const void *data, Py_ssize_t index) nogil
    void PyUnicode_WRITE(int kind, void *data, Py_ssize_t index, Py_UCS4 character) nogil
    Py_UCS4 PyUnicode_READ_CHAR(object o, Py_ssize_t index)
    Py_UCS4 PyUnicode_ReadChar(object o, Py_ssize_t index) except? -1
    Py_UCS4 PyUnicode_MAX_CHAR_VALUE(object o)
    str PyUnicode_New(Py_ssize_t size, Py_UCS4 largest)
    Py_ssize_t PyUnicode_CopyCharacters(object target, Py_ssize_t target_start, object source,
                                        Py_ssize_t source_start, Py_ssize_t count) except -1
    Py_ssize_t PyUnicode_Fill(object o, Py_ssize_t start, Py_ssize_t count,
                              Py_UCS4 character) except -1
    int PyUnicode_WriteChar(object o, Py_ssize_t index, Py_UCS4 character) except -1
    str PyUnicode_FromString(const char *text)
    str PyUnicode_FromStringAndSize(const char *text, Py_ssize_t size)
    str PyUnicode_FromKindAndData(int kind, const void *data, Py_ssize_t size)
    str PyUnicode_FromFormat(const char *format, ...)
    str PyUnicode_FromOrdinal(int ordinal)
    object PyUnicode_FromObject(object o)
    object PyUnicode_FromEncodedObject(object o, const char *encoding, const char *errors)
    str PyUnicode_FromWideChar(const wchar_t *text, Py_ssize_t size)
    # The result of these is freed with PyMem_Free.
    wchar_t *PyUnicode_AsWideCharString(object o, Py_ssize_t *size) except NULL
    Py_UCS4 *PyUnicode_AsUCS4Copy(object o) except NULL
    Py_ssize_t PyUnicode_AsWideChar(object o, wchar_t *result, Py_ssize_t size) except -1
    Py_UCS4 *PyUnicode_AsUCS4(object o, Py_UCS4 *result, Py_ssize_t size, int with_null) except NULL
    void PyUnicode_InternInPlace(PyObject **o)
    str PyUnicode_InternFromString(const char *text)
    const char *PyUnicode_AsUTF8(object o) except NULL
    const char *PyUnicode_AsUTF8AndSize(object o, Py_ssize_t *size) except NULL
    bytes PyUnicode_AsUTF8String(object o)
    bytes PyUnicode_AsASCIIString(object o)
    bytes PyUnicode_AsLatin1String(object o)
    bytes PyUnicode_AsEncodedString(object o, const char *encoding, const char *errors)
    str PyUnicode_Decode(const char *text, Py_ssize_t size, const char *encoding, const char *errors)
    # The number of bytes that were read goes to `used`; what is incomplete at the end is left.
    str PyUnicode_DecodeUTF8Stateful(const char *text, Py_ssize_t size, const char *errors,
                                     Py_ssize_t *used)
    str PyUnicode_DecodeUTF16(const char *text, Py_ssize_t size, const char *errors, int *order)
    str PyUnicode_DecodeUTF16Stateful(const char *text, Py_ssize_t size, const char *errors,
                                      int *order, Py_ssize_t *used)
    bytes PyUnicode_AsUTF16String(object o)
    str PyUnicode_DecodeUTF32(const char *text, Py_ssize_t size, const char *errors, int *order)
    bytes PyUnicode_AsUTF32String(object o)
    str PyUnicode_DecodeUnicodeEscape(const char *text, Py_ssize_t size, const char *errors)
    bytes PyUnicode_AsUnicodeEscapeString(object o)
    str PyUnicode_DecodeRawUnicodeEscape(const char *text, Py_ssize_t size, const char *errors)
    bytes PyUnicode_AsRawUnicodeEscapeString(object o)
    str PyUnicode_DecodeCharmap(const char *text, Py_ssize_t size, object mapping,
                                const char *errors)
    bytes PyUnicode_AsCharmapString(object o, object mapping)
    # Windows.
    str PyUnicode_DecodeMBCS(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeMBCSStateful(const char *text, Py_ssize_t size, const char *errors,
                                     Py_ssize_t *used)
    bytes PyUnicode_AsMBCSString(object o)
    bytes PyUnicode_EncodeCodePage(int code_page, object o, const char *errors)

    str PyUnicode_DecodeUTF8(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeASCII(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeLatin1(const char *text, Py_ssize_t size, const char *errors)
    str PyUnicode_DecodeLocale(const char *text, const char *errors)
    bytes PyUnicode_EncodeLocale(object o, const char *errors)
    str PyUnicode_DecodeFSDefaultAndSize(const char *text, Py_ssize_t size)
    str PyUnicode_DecodeFSDefault(const char *text)
    bytes PyUnicode_EncodeFSDefault(object o)
    str PyUnicode_Concat(object a, object b)
    list PyUnicode_Split(object o, object separator, Py_ssize_t most)
    list PyUnicode_Splitlines(object o, bint keep_ends)
    str PyUnicode_Join(object separator, object parts)
    str PyUnicode_Substring(object o, Py_ssize_t start, Py_ssize_t end)
    str PyUnicode_Replace(object o, object old, object new_text, Py_ssize_t most)
    str PyUnicode_Translate(object o, object mapping, const char *errors)
    Py_ssize_t PyUnicode_Tailmatch(object o, object part, Py_ssize_t start, Py_ssize_t end,
                                   int direction) except -1
    # -1 is "not there".
    Py_ssize_t PyUnicode_Find(object o, object part, Py_ssize_t start, Py_ssize_t end,
                              int direction) except -2
    Py_ssize_t PyUnicode_FindChar(object o, Py_UCS4 character, Py_ssize_t start, Py_ssize_t end,
                                  int direction) except -2
    Py_ssize_t PyUnicode_Count(object o, object part, Py_ssize_t start, Py_ssize_t end) except -1
    int PyUnicode_Compare(object a, object b) except? -1
    int PyUnicode_CompareWithASCIIString(object a, const char *b)
    object PyUnicode_RichCompare(object a, object b, int operation)
    str PyUnicode_Format(object format, object args)
    bint PyUnicode_IsIdentifier(object o)
    bint PyUnicode_Contains(object o, object part) except -1

# Of characters: tables, which need no GIL.
cdef extern from "Python.h" nogil:
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
    double Py_UNICODE_TONUMERIC(Py_UCS4 c)
