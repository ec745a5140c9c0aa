# Modules and imports.
from cpython.object cimport PyObject

cdef extern from "Python.h":
    bint PyModule_Check(object o)
    object PyModule_New(const char *name)
    PyObject *PyModule_GetDict(object module)
    const char *PyModule_GetName(object module) except NULL
    object PyImport_Import(object name)
    object PyImport_ImportModule(const char *name)
    object PyImport_ReloadModule(object module)
    PyObject *PyImport_AddModule(const char *name) except NULL
    PyObject *PyImport_GetModuleDict()
