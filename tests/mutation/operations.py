"""Operations that need the GIL, as statements that can be put into a region where it is released.

Each names what it stands for: constructs of ir/constructs.def and, where an instruction kind of
ir/inst_kinds.def needs the GIL by itself, that kind. mutate.py checks that none is forgotten.
The names are those of PRELUDE, which is added to the end of the program.
"""

import re
from dataclasses import dataclass, replace

PRELUDE = '''
cimport cython
cdef object mut_o = [1, 2, 3]
cdef object mut_o2 = None
cdef cython.pymutex mut_lock
cdef list mut_list = [1]
cdef dict mut_dict = {}
cdef tuple mut_tuple = (1, 2)
cdef str mut_str = "s"
cdef bytes mut_bytes = b"b"
cdef int mut_i = 1
cdef double mut_d = 1.0
cdef char* mut_chars = "chars"
mut_py = 1

cdef int mut_needs(int x):
    global mut_o2
    mut_o2 = [x]
    return x

cdef int mut_raises(int x) except -1:
    global mut_o2
    mut_o2 = [x]
    return x

cdef object mut_new():
    return []

cdef extern from "Python.h":
    ctypedef struct MutRaw "PyObject":
        Py_ssize_t ob_refcnt

cdef MutRaw* mut_raw = <MutRaw*>mut_o

cdef double complex mut_z = 1j
cdef (int, double) mut_pair = (1, 2)
cpdef enum MutColor:
    MUT_RED
cdef MutColor mut_color = MUT_RED

cdef int mut_quick(int x) noexcept nogil:
    return x

ctypedef int (*mut_pointer_type)(int)
cdef mut_pointer_type mut_pointer = mut_needs
'''

PRELUDE_CLASS = '''
cdef class MutClass:
    cdef object attr
    cdef int number
    cdef int method(self):
        self.attr = 1
        return 1
    cpdef int both(self):
        return 1

cdef MutClass mut_k = MutClass()

cdef extern from *:
    cppclass MutHeld:
        MutHeld()
        MutHeld(int)
        MutHeld(const MutHeld &)
        MutHeld &operator=(const MutHeld &)
        MutHeld operator+(const MutHeld &)
        MutHeld &operator++()
        bint operator==(const MutHeld &)
        bint operator bool()
        int operator[](int)
        int operator()(int)
        int method()
        void __dealloc__()
    cppclass MutDying:
        MutDying() nogil
        MutDying(const MutDying &) nogil
        void __dealloc__()
    int mut_takes(MutHeld) nogil
    int mut_sees(const MutDying &) nogil
    MutDying mut_gives() nogil

cdef MutHeld *mut_held = NULL
cdef MutHeld *mut_other = NULL
'''

# Names of PRELUDE that a line binds: targets of assignments and loops, and what `del` deletes.
ASSIGNED = re.compile(r"\b(mut_(?:o2?|i|d|py|list|dict|str|held))\b(?=(?:, \*?mut_\w+)* (?:[+]?=(?!=)|in mut_))")

REGION, FUNCTION, DEF, ASYNC = "region", "function", "def", "async"


@dataclass(frozen=True)
class Operation:
    """Lines to insert; the last one, or the one marked with @, has to be rejected."""
    name: str
    lines: tuple
    constructs: tuple = ()
    kinds: tuple = ()
    where: tuple = (REGION, FUNCTION, DEF)
    """DEF, ASYNC: inside a Python function; REGION: a `with nogil` block; FUNCTION: a `nogil` function."""
    unless: tuple = ()
    first_rejected: int = None

    @property
    def needs_class(self):
        """Whether it uses the extension type of PRELUDE_CLASS."""
        return any("mut_k" in line or "MutClass" in line for line in self.lines)

    @property
    def rejected_line(self):
        if self.first_rejected is not None:
            return self.first_rejected
        for index, line in enumerate(self.lines):
            if line.startswith("@"):
                return index
        return len(self.lines) - 1

    def text(self, indent):
        return [indent + line.removeprefix("@") + "\n" for line in self.lines]

    def with_global(self):
        """The same for the body of a function: what it assigns to are the names of PRELUDE."""
        assigned = sorted({name for line in self.lines for name in ASSIGNED.findall(line)})
        if not assigned or any(line.startswith("global ") for line in self.lines):
            return self
        return replace(self, lines=("global " + ", ".join(assigned), *self.lines),
                       first_rejected=self.rejected_line + 1)


def op(name, *lines, constructs="", kinds="", where=(REGION, FUNCTION, DEF), unless=()):
    return Operation(name, lines, tuple(constructs.split()), tuple(kinds.split()), where, unless)


OPERATIONS = [
    # names
    op("read a Python global", "mut_i = mut_py", constructs="ReadGlobal"),
    op("read a builtin", "mut_o = len", constructs="ReadGlobal AssignObject"),
    op("bind a Python global", "global mut_py", "mut_py = mut_i", constructs="WriteGlobal", where=(DEF,)),
    op("read a raw object", "mut_i = <int>mut_raw.ob_refcnt", constructs="RawObject"),
    op("convert a C complex number", "mut_o = mut_z * 2j", constructs="ToPython"),
    op("divide by zero in a complex number and keep it", "mut_o = mut_z / mut_d"),
    op("convert a C tuple", "mut_o = mut_pair"),
    op("compare C tuples", "mut_i = mut_pair == mut_pair"),
    op("convert a member of a cpdef enum", "mut_o = mut_color"),
    op("make a callable of a C function", "mut_o = mut_quick"),
    op("call a C function with a starred argument", "mut_i = mut_quick(*mut_tuple)"),
    op("make a complex number", "mut_o = 2j", constructs="BuildComplex AssignObject"),
    # calls
    op("call an object", "mut_o()", constructs="CallPython"),
    op("call an object with arguments", "mut_o(mut_i, key=mut_d)", constructs="CallPython"),
    op("call with a starred argument", "mut_o(*mut_tuple)", constructs="CallPython"),
    op("call with a double-starred argument", "mut_o(**mut_dict)", constructs="CallPython"),
    op("call a builtin", "mut_i = len(mut_o)", constructs="CallBuiltin", kinds="CallRuntime"),
    op("call print", "print(mut_i)"),
    op("call max of objects", "max(mut_o, mut_i)"),
    op("call isinstance", "isinstance(mut_o, int)"),
    op("call type", "mut_o2 = type(mut_o)"),
    op("call a method", "mut_o.append(mut_i)", constructs="CallMethod"),
    op("call a method of a list", "mut_list.append(mut_i)"),
    op("call a method of a str", "mut_str.upper()"),
    op("call a C function", "mut_needs(mut_i)", constructs="CallC", kinds="CallFunction"),
    op("call a C function that raises", "mut_i = mut_raises(mut_i)", constructs="CallC"),
    op("call through a pointer", "mut_pointer(mut_i)"),
    op("call a C method", "mut_k.method()", constructs="CallC"),
    op("call a cpdef method", "mut_k.both()"),
    op("make an object of a class", "MutClass()"),
    op("drop what a call returns", "mut_new()"),
    op("call a C function in a condition", "@if mut_needs(mut_i):", "    pass"),
    op("call a C function deep in an expression", "mut_d = 1.0 + (mut_d * (2 - mut_needs(3)))"),
    # C++
    op("construct a C++ object", "MutHeld(1)", constructs="CppConstruct"),
    op("construct a C++ object with new", "mut_held = new MutHeld(mut_i)", constructs="CppConstruct"),
    op("copy a C++ object into an argument", "mut_i = mut_takes(mut_held[0])", constructs="CppCopy"),
    op("copy a C++ object with new", "mut_held = new MutHeld(mut_held[0])", constructs="CppCopy"),
    op("assign a C++ object", "mut_held[0] = mut_other[0]", constructs="CppAssign"),
    op("destroy a C++ object", "del mut_held", constructs="CppDestroy"),
    op("drop a C++ object that a call gives", "mut_gives()", constructs="CppDestroy"),
    op("drop a C++ object behind a reference", "mut_i = mut_sees(mut_gives())", constructs="CppDestroy"),
    op("add C++ objects", "mut_held[0] + mut_other[0]", constructs="CppOperator"),
    op("compare C++ objects", "mut_i = mut_held[0] == mut_other[0]", constructs="CppOperator"),
    op("index a C++ object", "mut_i = 1 + mut_held[0][mut_i]", constructs="CppOperator"),
    op("call a C++ object", "mut_held[0](mut_i)"),
    op("test the truth of a C++ object", "@if mut_held[0]:", "    pass", constructs="CppOperator"),
    op("call a method of a C++ object", "mut_i = mut_held.method()", constructs="CallC"),
    # attributes
    op("read an attribute", "mut_o.attr", constructs="GetAttribute"),
    op("set an attribute", "mut_o.attr = mut_i", constructs="SetAttribute"),
    op("delete an attribute", "del mut_o.attr", constructs="DeleteAttribute"),
    op("change an attribute in place", "mut_o.attr += 1"),
    op("read an object attribute of a class", "mut_o = mut_k.attr"),
    op("set an object attribute of a class", "mut_k.attr = mut_o", kinds="StoreRef"),
    op("set an object attribute of a class to None", "mut_k.attr = None"),
    op("convert into an object attribute", "mut_k.attr = mut_i"),
    # items
    op("index", "mut_o[0]", constructs="GetItem"),
    op("index a list", "mut_i = mut_list[0]", constructs="GetItem"),
    op("index a tuple with a C integer", "mut_tuple[mut_i]"),
    op("index a dict", 'mut_dict["k"]'),
    op("index a str for an object", "mut_o = mut_str[0]"),
    op("index a str with an object", "mut_i = mut_str[mut_o]"),
    op("store into an object", "mut_o[0] = mut_i", constructs="SetItem"),
    op("store into a list", "mut_list[0] = mut_o"),
    op("change an item in place", "mut_o[0] += 1"),
    op("delete an item", "del mut_o[0]", constructs="DeleteItem"),
    op("slice", "mut_o[0:1]", constructs="Slice"),
    op("slice with a step", "mut_o[::2]", constructs="BuildSlice"),
    op("slice a list", "mut_list[1:]"),
    op("store a slice", "mut_o[0:1] = mut_o"),
    op("delete a slice", "del mut_o[0:1]"),
    # operators
    op("add", "mut_o + 1", constructs="Operator"),
    op("add and assign to C", "mut_i = mut_o + mut_i"),
    op("add in place", "mut_o += 1", constructs="Operator"),
    op("negate", "-mut_o", constructs="Operator"),
    op("invert", "~mut_o"),
    op("raise to a power", "mut_o ** 2"),
    op("multiply matrices", "mut_o @ mut_o"),
    op("join strings", 'mut_str + "x"'),
    op("repeat a list", "mut_list * 2"),
    op("compare", "mut_o == 1", constructs="Compare"),
    op("compare in a chain", "0 < mut_o < 3"),
    op("compare strings", 'mut_i = mut_str == "x"'),
    op("look in an object", "1 in mut_o"),
    op("look in a dict", '"k" not in mut_dict'),
    op("test the truth of an object", "@if mut_o:", "    pass", constructs="TruthTest"),
    op("negate the truth of an object", "mut_i = not mut_o", constructs="TruthTest"),
    op("or with an object", "mut_i or mut_o"),
    op("and with an object", "mut_i = mut_o and mut_i"),
    op("loop while an object is true", "@while mut_o:", "    break"),
    op("choose between objects", "mut_o2 = mut_o if mut_i else mut_list"),
    # iteration
    op("iterate", "@for mut_i in mut_o:", "    pass", constructs="Iterate"),
    op("iterate over a list", "@for mut_i in mut_list:", "    pass"),
    op("iterate over enumerate", "@for mut_i, mut_d in enumerate(mut_o):", "    pass"),
    op("iterate over a range of objects", "@for mut_i in range(mut_o):", "    pass"),
    op("unpack", "mut_i, mut_d = mut_o", constructs="Unpack"),
    op("unpack with a star", "mut_o, *mut_o2 = mut_o"),
    # conversions
    op("convert to an object", "mut_o = mut_i", constructs="ToPython AssignObject"),
    op("convert a double to an object", "mut_o = mut_d"),
    op("convert by a cast to object", "mut_o = <object>mut_i"),
    op("convert a char pointer", "mut_o = mut_chars"),
    op("convert from an object", "mut_i = mut_o", constructs="FromPython"),
    op("convert an object to a double", "mut_d = mut_o"),
    op("convert by a cast from object", "mut_i = <int>mut_o"),
    op("test a type", "mut_list = mut_o", constructs="TypeTest"),
    op("test a type by a cast", "mut_o2 = <list?>mut_o", constructs="TypeTest"),
    op("pass an object as a C argument", "mut_i = mut_i + <int>(mut_o)"),
    op("call int", "mut_i = int(mut_o)"),
    op("call float", "mut_d = float(mut_o)"),
    # objects
    op("assign an object", "mut_o = mut_o2", constructs="AssignObject", kinds="StoreRef"),
    op("assign None", "mut_o = None"),
    op("assign a literal", 'mut_o = "literal"'),
    op("build a tuple", "(mut_o, 1)", constructs="BuildTuple"),
    op("build a list", "[mut_o]", constructs="BuildList"),
    op("build a list with a star", "[*mut_o]"),
    op("build a set", "{mut_o}", constructs="BuildSet"),
    op("build a dict", "{1: mut_o}", constructs="BuildDict"),
    op("merge a dict", "{**mut_dict}"),
    op("format a string", 'f"{mut_i}"', constructs="BuildString"),
    op("format with %", '"%d" % mut_i'),
    op("a list comprehension", "[1 for mut_x in range(3)]", constructs="Comprehension"),
    op("a dict comprehension", "{1: 2 for mut_x in range(3)}", constructs="Comprehension"),
    op("a generator expression", "(1 for mut_x in range(3))", constructs="GeneratorExpression"),
    op("a lambda", "lambda: 1", constructs="Lambda"),
    op("a generator in a call", "any(mut_x for mut_x in mut_o)"),
    op("define a function", "def mut_inner(): pass", constructs="DefineFunction", where=(DEF,)),
    op("define a class", "class MutInner: pass", constructs="DefineClass", where=(DEF,)),
    op("bind a local object", "mut_local = [1]", constructs="HoldObject"),
    op("bind a local by :=", "(mut_local := mut_o)"),
    op("delete a global", "global mut_o2", "del mut_o2", constructs="Delete", where=(DEF,)),
    # statements
    op("import", "import sys", constructs="Import"),
    op("import from", "from os import path", constructs="Import"),
    op("re-raise", "raise", constructs="Reraise"),
    op("handle exceptions", "@try:", "    mut_i = 1", "except ValueError:", "    mut_i = 2", constructs="Except",
       kinds="ExceptScope"),
    op("handle all exceptions", "@try:", "    mut_raises(1)", "except:", "    pass", constructs="Except"),
    op("a with statement", "@with mut_o:", "    pass", constructs="With"),
    op("a with statement with a target", "@with mut_o as mut_target:", "    pass"),
    op("a critical section", "@with cython.critical_section(mut_o):", "    mut_i = 1",
       constructs="CriticalSection", kinds="CriticalSection"),
    op("a critical section of a lock", "@with cython.critical_section(mut_lock):", "    mut_i = 1"),
    op("hide it behind a lock", "with mut_lock:", "    mut_i = 2", "    mut_o.x = 1"),
    op("execute", 'exec("1")', constructs="CallBuiltin"),
    op("evaluate", 'eval("1")'),
    op("return an object", "return mut_o", constructs="ReturnObject", where=(DEF,), kinds="ReturnRef"),
    op("return a C value from def", "return mut_i", where=(DEF,)),
    op("yield", "yield mut_i", constructs="Yield", kinds="Yield", where=(DEF,)),
    op("yield from", "yield from mut_o", where=(DEF,), unless=(ASYNC,)),
    op("match an object", "@match mut_o:", "    case 1:", "        pass", constructs="Match"),
    op("match the items of an object", "@match mut_o:", "    case [1, *_]:", "        pass"),
    op("await", "await mut_o", constructs="Await", where=(ASYNC,)),
    op("iterate asynchronously", "@async for mut_x in mut_o:", "    pass", where=(ASYNC,)),
    op("an async with statement", "@async with mut_o:", "    pass", where=(ASYNC,)),
    op("release twice", "@with nogil:", "    pass", where=(REGION,)),
    op("hide it in a loop", "while True:", "    while mut_i < 2:", "@        mut_o += 1", "    break"),
    op("hide it in a branch that is never taken", "if 0 * mut_i:", "    mut_o.x = 1"),
    op("hide it behind try/finally", "try:", "    mut_i = 2", "finally:", "    mut_o[0] = 1"),
    op("hide it in an else", "for mut_i in range(3):", "    pass", "else:", "    mut_o()"),
    op("hide it behind a region with the GIL", "with gil:", "    mut_o = None", "mut_o = 1"),
]

# Constructs and kinds for which there is no operation, each with the reason.
EXEMPT_CONSTRUCTS = {
    "FindOverride": "a declaration: tests/verify/gil_calls.pyx",
    "None": "stands for instructions of which lowering says nothing",
    "Raise": "allowed: the GIL is taken for it",
    "Assert": "allowed: the GIL is taken for it",
    "Arithmetic": "allowed: the GIL is taken when an exception is raised",
    "UnboundCheck": "allowed: the GIL is taken when an exception is raised",
    "ExceptionPath": "is never written: it follows from a call",
    "DropObject": "is never written: it follows from an assignment",
    "Finally": "allowed: the GIL is taken while an exception is kept",
    "Print": "the statement of Python 2",
    "Exec": "the statement of Python 2",
}
EXEMPT_KINDS = {
    "Drop": "is never written: it follows from the end of a variable's life",
    "NeedGil": "stands for constructs that are covered by name",
}
