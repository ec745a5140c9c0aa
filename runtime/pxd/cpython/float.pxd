# float objects.
cdef extern from "Python.h":
    bint PyFloat_Check(object o)
    bint PyFloat_CheckExact(object o)
    object PyFloat_FromString(object text)
    object PyFloat_FromDouble(double value)
    double PyFloat_AsDouble(object o) except? -1.0
    double PyFloat_AS_DOUBLE(object o)
    object PyFloat_GetInfo()
    double PyFloat_GetMax()
    double PyFloat_GetMin()

    # Python 3.11. `data` has 2, 4 or 8 bytes.
    int PyFloat_Pack2(double value, char *data, int is_little_endian) except -1
    int PyFloat_Pack4(double value, char *data, int is_little_endian) except -1
    int PyFloat_Pack8(double value, char *data, int is_little_endian) except -1
    double PyFloat_Unpack2(const char *data, int is_little_endian) except? -1.0
    double PyFloat_Unpack4(const char *data, int is_little_endian) except? -1.0
    double PyFloat_Unpack8(const char *data, int is_little_endian) except? -1.0
