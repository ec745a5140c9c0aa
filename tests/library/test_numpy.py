"""The declarations of NumPy's C API against its headers, and a module that works with arrays."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import numpy

from declarations import declarations, module_text

ROOT = Path(__file__).parent.parent.parent
PXD = ROOT / "runtime" / "pxd" / "numpy" / "__init__.pxd"

SOURCE = '''# distutils: include_dirs = {include}
cimport numpy as np
import numpy as np

np.import_array()


def total(np.ndarray numbers not None):
    cdef np.npy_intp i, n = np.PyArray_SIZE(numbers)
    cdef double *data = <double *>np.PyArray_DATA(numbers)
    cdef double sum = 0
    with nogil:
        for i in range(n):
            sum += data[i]
    return sum


def make(Py_ssize_t n):
    cdef np.npy_intp shape[1]
    shape[0] = n
    cdef np.ndarray made = np.PyArray_ZEROS(1, shape, np.NPY_DOUBLE, 0)
    return made, made.size, made.nbytes, made.strides[0]


def of_type(np.dtype kind):
    return kind.itemsize, chr(kind.kind), kind.type_num == np.NPY_DOUBLE, kind.names, kind.fields


def pairs(a, b):
    both = np.PyArray_MultiIterNew2(a, b)
    cdef np.broadcast it = both
    assert it.iters[0] != NULL and it.iters[0] != it.iters[1]
    result = []
    while np.PyArray_MultiIter_NOTDONE(it):
        result.append((<double *>np.PyArray_MultiIter_DATA(it, 0))[0]
                      * (<double *>np.PyArray_MultiIter_DATA(it, 1))[0])
        np.PyArray_MultiIter_NEXT(it)
    return result


def items(np.ndarray numbers):
    cdef np.flatiter it = np.PyArray_IterNew(numbers)
    cdef np.PyArray_Descr *descr = np.PyArray_DESCR(numbers)
    result = []
    while np.PyArray_ITER_NOTDONE(it):
        result.append(np.PyArray_GETITEM(numbers, np.PyArray_ITER_DATA(it)))
        np.PyArray_SETITEM(numbers, np.PyArray_ITER_DATA(it), 0)
        np.PyArray_ITER_NEXT(it)
    return result, numbers.sum(), <object>descr is numbers.descr


def turned(np.ndarray numbers):
    cdef np.npy_intp axes[2]
    cdef np.PyArray_Dims order
    axes[0], axes[1] = 1, 0
    order.ptr, order.len = axes, 2
    return np.PyArray_Transpose(numbers, &order)


def of_kind(o):
    return isinstance(o, np.integer), isinstance(o, np.floating), isinstance(o, np.generic)


def date(o):
    return np.is_datetime64_object(o), np.is_timedelta64_object(o), np.get_datetime64_value(o)


def of_memory():
    cdef np.npy_intp shape[2]
    shape[0], shape[1] = 2, 3
    owner = bytearray(48)
    cdef char *memory = owner
    cdef np.ndarray made = np.PyArray_SimpleNewFromData(2, shape, np.NPY_FLOAT64, memory)
    assert np.get_array_base(made) is None and made.base is NULL
    np.set_array_base(made, owner)
    assert np.get_array_base(made) is owner
    (<np.float64_t *>np.PyArray_GETPTR2(made, 1, 2))[0] = 5
    return made, made.descr


def shape(np.ndarray numbers):
    return [numbers.shape[i] for i in range(numbers.ndim)], numbers.T.shape


cdef class Scaled:
    cdef np.ndarray numbers
    cdef np.float64_t by

    def __init__(self, numbers, by):
        self.numbers = numbers
        self.by = by

    def get(self):
        return self.numbers * self.by
'''

TESTS = '''
import numpy
import uses_numpy as module

numbers = numpy.arange(12.0).reshape(3, 4)
assert module.total(numbers) == 66.0
made, *sizes = module.make(3)
assert isinstance(made, numpy.ndarray) and list(made) == [0, 0, 0] and sizes == [3, 24, 8]
assert module.of_type(numbers.dtype) == (8, "f", True, None, None)
assert module.pairs(numpy.array([[1.0], [2.0]]), numpy.array([3.0, 4.0])) == [3, 4, 6, 8]
assert module.of_kind(numpy.int8(3)) == (True, False, True) and module.of_kind(3) == (False,) * 3
assert module.date(numpy.datetime64(7, "D")) == (True, False, 7)
assert module.date(numpy.timedelta64(8, "s")) == (False, True, 8)
made, kind = module.of_memory()
assert made.tolist() == [[0, 0, 0], [0, 0, 5]] and kind is made.dtype
assert module.shape(numbers) == ([3, 4], (4, 3))
assert module.Scaled(numbers, 2).get().sum() == 132.0
for wrong in (3, None):
    try:
        module.total(wrong)
    except TypeError as error:
        assert "expected numpy.ndarray" in str(error), error
    else:
        raise AssertionError(wrong)
'''


def test_declarations_fit_the_headers(compiler, tmp_path):
    source = tmp_path / "uses.pyx"
    source.write_text(module_text("numpy", declarations(compiler, PXD)))
    run([compiler, "compile", source, "-I", PXD.parent.parent, "-o", tmp_path / "uses.cpp"], tmp_path)
    run(["c++", "-std=c++17", "-fsyntax-only", "-w", tmp_path / "uses.cpp",
         f"-I{sysconfig.get_path('include')}", f"-I{numpy.get_include()}",
         f"-I{ROOT / 'runtime' / 'include'}"], tmp_path)


def test_arrays(compiler, tmp_path):
    """With these declarations, and with those that come with numpy."""
    for include_dir in (PXD.parent.parent, Path(numpy.__file__).parent.parent):
        folder = tmp_path / include_dir.name
        folder.mkdir()
        source = folder / "uses_numpy.pyx"
        source.write_text(SOURCE.replace("{include}", numpy.get_include()))
        run([compiler, "build", source, "-I", include_dir, "-o", folder, "--python", sys.executable],
            folder)
        run([sys.executable, "-c", TESTS], folder)


def run(command, folder):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stdout[:2000] + done.stderr[:6000]
