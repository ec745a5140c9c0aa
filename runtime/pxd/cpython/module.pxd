# Modules and imports.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    struct _inittab:
        const char *name
        object (*initfunc)()

    bint PyModule_Check(object o)
    bint PyModule_CheckExact(object o)
    object PyModule_NewObject(object name)
    object PyModule_New(const char *name)
    PyObject *PyModule_GetDict(object module) except NULL
    object PyModule_GetNameObject(object module)
    const char *PyModule_GetName(object module) except NULL
    void *PyModule_GetState(object module)
    object PyModule_GetFilenameObject(object module)
    const char *PyModule_GetFilename(object module) except NULL
    # Takes over a reference to the value if it succeeds.
    int PyModule_AddObject(object module, const char *name, object value) except -1
    int PyModule_AddObjectRef(object module, const char *name, object value) except -1
    int PyModule_AddIntConstant(object module, const char *name, long value) except -1
    int PyModule_AddStringConstant(object module, const char *name, const char *value) except -1

    object PyImport_Import(object name)
    object PyImport_ImportModule(const char *name)
    object PyImport_ImportModuleEx(const char *name, object globals, object locals, object names)
    object PyImport_ImportModuleLevel(const char *name, object globals, object locals,
                                      object names, int level)
    object PyImport_ReloadModule(object module)
    object PyImport_GetModule(object name)
    PyObject *PyImport_AddModule(const char *name) except NULL
    object PyImport_ExecCodeModule(const char *name, object code)
    PyObject *PyImport_GetModuleDict() except NULL
    long PyImport_GetMagicNumber() except? -1
    int PyImport_ImportFrozenModule(const char *name) except -1

    # Before Python is initialised.
    int PyImport_AppendInittab(const char *name, object (*initfunc)()) except -1
    int PyImport_ExtendInittab(_inittab *table) except -1
