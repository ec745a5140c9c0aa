# Classes that C declares, and classes for C.
cimport cython


cdef extern from "Python.h":
    ctypedef class Nowhere [object PyListObject]:  # error: [invalid-class] "`class module.Nowhere`"
        pass

    ctypedef class builtins.tuple:  # error: [invalid-class] "`[object Struct]`"
        pass

    ctypedef class builtins.set [object PySetObject, type PyList_Type]:  # error: [invalid-class] "no `type` name"
        pass

    ctypedef class builtins.list [object PyListObject]:
        cdef int later(self)  # error: [unsupported] "without a body"

        @property
        cdef inline Py_ssize_t size(self) noexcept:
            return len(<object>self)

        @property
        cdef inline object item(self):
            return (<object>self)[0]

        @item.setter  # error: [invalid-parameter] "the setter of a C property returns `int`"
        cdef inline void item(self, object value):
            (<object>self)[0] = value

        @nothing.setter  # error: [invalid-decorator] "a setter without its `@property`"
        cdef inline void other(self, object value) noexcept:
            pass

        @property  # error: [invalid-parameter] "takes `self` only"
        cdef inline int more(self, int x) noexcept:
            return x

        @property  # error: [invalid-parameter] "cannot be `void`"
        cdef inline void empty(self) noexcept:
            pass

        @property  # error: [duplicate-declaration]
        cdef inline Py_ssize_t size(self) noexcept:
            return 1

        @property  # error: [invalid-parameter] "declared `inline`"
        cdef int slow(self) noexcept:
            return 1

    ctypedef class builtins.dict [object PyDictObject]:
        cdef Py_ssize_t ma_used


def use(list items, dict pairs):
    items.size = 3  # Python's attribute of the name, if there is one
    del items.item  # error: [not-deletable] "C property"
    with nogil:
        if pairs.ma_used:  # warning: [none-without-gil]
            pass
    with nogil:
        if items.size > 3:  # error: [gil-call] "size" # warning: [none-without-gil]
            pass


cdef public class NoObject [type NoObjectType]:  # error: [invalid-class] "a `public` class names the C struct"
    pass


cdef api class NoType [object NoTypeObject]:  # error: [invalid-class] "an `api` class names its type object"
    pass


cdef struct Private:
    int x


cdef class Hidden:
    pass


cdef public class Shown [object ShownObject, type ShownType]:
    cdef Private inside  # error: [private-type] "Private"
    cdef Hidden hidden
    cdef Shown next
    cdef Private *pointer
    cdef int (*function)(Private *)
    cdef Private *pointers[2]  # error: [private-type] "Private"


cdef public class Derived(Hidden) [object DerivedObject, type DerivedType]:  # error: [private-type] "Hidden"
    pass


cdef Shown kept = None
cdef list numbers = [1]


def forget():
    global kept
    del kept  # error: [not-deletable] "C variable of a module"
    kept = None


del numbers  # error: [not-deletable] "C variable of a module"


cdef public int takes(Shown shown, Hidden hidden):  # error: [private-type] "Hidden"
    return 1


cdef class Varying(bytes):  # error: [invalid-class] "bytes"
    pass


# Before the struct, the enum and the class of this name.
cdef extern from "later.h":
    Later *later_of(LaterItem item, frozenset owner)

    ctypedef struct Later:
        int as

    ctypedef enum LaterItem:
        LATER_ONE

    ctypedef class builtins.complex [object PyComplexObject]:
        cdef __cythonbufferdefaults__ = {"mode": "strided"}

    ctypedef class builtins.frozenset [object PySetObject]:
        pass

    NeverClass never(int x)  # error: [undeclared-name] "NeverClass"
