# The object protocol, and what the C struct of an object and of a type look like.
#
# `PyObject *` is a reference that the compiler does not count: `<object>p` makes a counted one of it,
# `<PyObject *>o` one of those.
from libc.stdio cimport FILE

cdef extern from "Python.h":
    ctypedef struct PyObject:
        Py_ssize_t ob_refcnt
        PyTypeObject *ob_type

    # The slots of a type.
    ctypedef object (*newfunc)(type cls, PyObject *args, PyObject *kwargs)
    ctypedef object (*unaryfunc)(object)
    ctypedef object (*binaryfunc)(object, object)
    ctypedef object (*ternaryfunc)(object, object, object)
    ctypedef int (*inquiry)(object) except -1
    ctypedef Py_ssize_t (*lenfunc)(object) except -1
    ctypedef object (*ssizeargfunc)(object, Py_ssize_t)
    ctypedef object (*ssizessizeargfunc)(object, Py_ssize_t, Py_ssize_t)
    ctypedef int (*ssizeobjargproc)(object, Py_ssize_t, object) except -1
    ctypedef int (*ssizessizeobjargproc)(object, Py_ssize_t, Py_ssize_t, object) except -1
    ctypedef int (*objobjargproc)(object, object, object) except -1
    ctypedef int (*objobjproc)(object, object) except -1
    ctypedef int (*initproc)(object, object, object) except -1
    ctypedef Py_hash_t (*hashfunc)(object) except -1
    ctypedef object (*reprfunc)(object)
    ctypedef object (*getattrfunc)(object, char *)
    ctypedef int (*setattrfunc)(object, char *, object) except -1
    ctypedef object (*getattrofunc)(object, object)
    ctypedef int (*setattrofunc)(object, object, object) except -1
    ctypedef object (*richcmpfunc)(object, object, int)
    ctypedef object (*getiterfunc)(object)
    ctypedef object (*iternextfunc)(object)
    ctypedef void (*destructor)(PyObject *) noexcept
    ctypedef void (*freefunc)(void *) noexcept
    # These two call each other's errors on: what is not 0 ends the visit.
    ctypedef int (*visitproc)(PyObject *, void *) except -1
    ctypedef int (*traverseproc)(PyObject *, visitproc, void *) except -1
    ctypedef object (*descrgetfunc)(object, object, object)
    ctypedef int (*descrsetfunc)(object, object, object) except -1

    ctypedef object (*PyCFunction)(object, object)
    ctypedef struct PyMethodDef:
        const char *ml_name
        PyCFunction ml_meth
        int ml_flags
        const char *ml_doc

    ctypedef struct PyTypeObject:
        const char *tp_name
        const char *tp_doc
        Py_ssize_t tp_basicsize
        Py_ssize_t tp_itemsize
        Py_ssize_t tp_dictoffset
        Py_ssize_t tp_weaklistoffset
        unsigned long tp_flags
        newfunc tp_new
        initproc tp_init
        destructor tp_dealloc
        destructor tp_del
        destructor tp_finalize
        traverseproc tp_traverse
        inquiry tp_clear
        freefunc tp_free
        ternaryfunc tp_call
        hashfunc tp_hash
        reprfunc tp_str
        reprfunc tp_repr
        richcmpfunc tp_richcompare
        getiterfunc tp_iter
        iternextfunc tp_iternext
        getattrofunc tp_getattro
        setattrofunc tp_setattro
        PyMethodDef *tp_methods
        PyTypeObject *tp_base
        PyObject *tp_bases
        PyObject *tp_mro
        PyObject *tp_dict
        descrgetfunc tp_descr_get
        descrsetfunc tp_descr_set
        unsigned int tp_version_tag

    const int Py_LT
    const int Py_LE
    const int Py_EQ
    const int Py_NE
    const int Py_GT
    const int Py_GE

    # Some of these flags exist in a few versions of Python only.
    const unsigned long Py_TPFLAGS_HEAPTYPE
    const unsigned long Py_TPFLAGS_BASETYPE
    const unsigned long Py_TPFLAGS_READY
    const unsigned long Py_TPFLAGS_READYING
    const unsigned long Py_TPFLAGS_HAVE_GC
    const unsigned long Py_TPFLAGS_HAVE_STACKLESS_EXTENSION
    const unsigned long Py_TPFLAGS_HAVE_FINALIZE
    const unsigned long Py_TPFLAGS_HAVE_VECTORCALL
    const unsigned long Py_TPFLAGS_HAVE_VERSION_TAG
    const unsigned long Py_TPFLAGS_VALID_VERSION_TAG
    const unsigned long Py_TPFLAGS_IS_ABSTRACT
    const unsigned long Py_TPFLAGS_IMMUTABLETYPE
    const unsigned long Py_TPFLAGS_DISALLOW_INSTANTIATION
    const unsigned long Py_TPFLAGS_METHOD_DESCRIPTOR
    const unsigned long Py_TPFLAGS_SEQUENCE
    const unsigned long Py_TPFLAGS_MAPPING
    const unsigned long Py_TPFLAGS_MANAGED_DICT
    const unsigned long Py_TPFLAGS_MANAGED_WEAKREF
    const unsigned long Py_TPFLAGS_ITEMS_AT_END
    const unsigned long Py_TPFLAGS_LONG_SUBCLASS
    const unsigned long Py_TPFLAGS_LIST_SUBCLASS
    const unsigned long Py_TPFLAGS_TUPLE_SUBCLASS
    const unsigned long Py_TPFLAGS_BYTES_SUBCLASS
    const unsigned long Py_TPFLAGS_UNICODE_SUBCLASS
    const unsigned long Py_TPFLAGS_DICT_SUBCLASS
    const unsigned long Py_TPFLAGS_BASE_EXC_SUBCLASS
    const unsigned long Py_TPFLAGS_TYPE_SUBCLASS
    const unsigned long Py_TPFLAGS_DEFAULT

    int PyObject_Print(object o, FILE *stream, int flags) except -1
    bint PyObject_HasAttr(object o, object name)
    bint PyObject_HasAttrString(object o, const char *name)
    object PyObject_GetAttr(object o, object name)
    object PyObject_GetAttrString(object o, const char *name)
    object PyObject_GenericGetAttr(object o, object name)
    int PyObject_SetAttr(object o, object name, object value) except -1
    int PyObject_SetAttrString(object o, const char *name, object value) except -1
    int PyObject_GenericSetAttr(object o, object name, object value) except -1
    int PyObject_DelAttr(object o, object name) except -1
    int PyObject_DelAttrString(object o, const char *name) except -1
    object PyObject_GenericGetDict(object o, void *context)
    int PyObject_GenericSetDict(object o, object value, void *context) except -1

    object PyObject_RichCompare(object a, object b, int operation)
    bint PyObject_RichCompareBool(object a, object b, int operation) except -1
    object PyObject_Repr(object o)
    object PyObject_Str(object o)
    object PyObject_ASCII(object o)
    object PyObject_Bytes(object o)
    object PyObject_Format(object o, object spec)
    bint PyObject_IsInstance(object o, object cls) except -1
    bint PyObject_IsSubclass(object cls, object base) except -1

    # `<object>NULL` stands for absent arguments.
    bint PyCallable_Check(object o)
    object PyObject_Call(object callable, object args, object kwargs)
    object PyObject_CallObject(object callable, object args)
    object PyObject_CallNoArgs(object callable)
    object PyObject_CallOneArg(object callable, object arg)
    object PyObject_CallMethodNoArgs(object o, object name)
    object PyObject_CallMethodOneArg(object o, object name, object arg)
    object PyObject_Vectorcall(object callable, PyObject *const *args, size_t count,
                               PyObject *names)
    object PyObject_CallFunction(object callable, const char *format, ...)
    object PyObject_CallMethod(object o, const char *name, const char *format, ...)
    # The arguments end with `<void *>NULL`.
    object PyObject_CallFunctionObjArgs(object callable, ...)
    object PyObject_CallMethodObjArgs(object o, object name, ...)

    Py_hash_t PyObject_Hash(object o) except? -1
    Py_hash_t PyObject_HashNotImplemented(object o) except? -1
    bint PyObject_IsTrue(object o) except -1
    bint PyObject_Not(object o) except -1
    object PyObject_Type(object o)
    bint PyObject_TypeCheck(object o, PyTypeObject *type)
    Py_ssize_t PyObject_Length(object o) except -1
    Py_ssize_t PyObject_Size(object o) except -1
    Py_ssize_t PyObject_LengthHint(object o, Py_ssize_t default_hint) except -1
    object PyObject_GetItem(object o, object key)
    int PyObject_SetItem(object o, object key, object value) except -1
    int PyObject_DelItem(object o, object key) except -1
    int PyObject_DelItemString(object o, const char *key) except -1
    int PyObject_AsFileDescriptor(object o) except -1
    object PyObject_Dir(object o)
    object PyObject_GetIter(object o)
    object PyObject_SelfIter(object o)

    Py_ssize_t Py_SIZE(object o)
    PyTypeObject *Py_TYPE(object o)
    bint Py_IS_TYPE(object o, PyTypeObject *type)
    Py_ssize_t Py_REFCNT(object o)

    void *PyObject_Malloc(size_t size)
    void *PyObject_Calloc(size_t count, size_t size)
    void *PyObject_Realloc(void *block, size_t size)
    void PyObject_Free(void *block)
