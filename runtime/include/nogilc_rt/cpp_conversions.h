// cpp_conversions.h: containers of the C++ standard library from and to Python. Only modules that
// convert one include it. What C++ throws meanwhile (no memory) becomes a Python exception.
#pragma once

#include "nogilc_rt/conversions.h"
#include "nogilc_rt/cpp_objects.h"
#include "nogilc_rt/ref.h"

#include <complex>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace nogilc_rt {

/// How one type is converted; the classes below are the containers, all else is a number.
template <class T> struct CppConversion {
  static PyObject *to_py(const T &value) {
    if constexpr (std::is_same_v<T, bool>)
      return bool_object(value);
    else
      return nogilc_rt::to_py(value);
  }
  static bool from_py(PyObject *object, T &result) {
    if constexpr (std::is_same_v<T, bool>)
      return bint_from_py(object, result);
    else
      return nogilc_rt::from_py(object, result);
  }
};

template <class T> struct CppConversion<const T> : CppConversion<T> {}; // the key of an entry

template <class T> PyObject *cpp_to_py(const T &value) { return CppConversion<T>::to_py(value); }

template <class T> bool cpp_from_py(PyObject *object, T &result) {
#ifdef __cpp_exceptions
  try {
    return CppConversion<T>::from_py(object, result);
  } catch (...) {
    raise_cpp_exception();
    return false;
  }
#else
  return CppConversion<T>::from_py(object, result);
#endif
}

template <> struct CppConversion<std::string_view> {
  static PyObject *to_py(std::string_view value) {
    return PyBytes_FromStringAndSize(value.data(), static_cast<Py_ssize_t>(value.size()));
  }
};

/// The characters of a text of C++, for an object that is not bytes.
inline const char *cpp_text(std::string_view text) { return text.data(); }
inline Py_ssize_t cpp_text_size(std::string_view text) {
  return static_cast<Py_ssize_t>(text.size());
}

template <> struct CppConversion<std::string> {
  static PyObject *to_py(const std::string &value) {
    return CppConversion<std::string_view>::to_py(value);
  }
  static bool from_py(PyObject *object, std::string &result) {
    if (PyByteArray_Check(object)) {
      result.assign(PyByteArray_AS_STRING(object),
                    static_cast<size_t>(PyByteArray_GET_SIZE(object)));
      return true;
    }
    char *text = nullptr;
    Py_ssize_t length = 0;
    if (PyBytes_AsStringAndSize(object, &text, &length) < 0)
      return false;
    result.assign(text, static_cast<size_t>(length));
    return true;
  }
};

/// A sequence as a list.
template <class Sequence> struct SequenceConversion {
  using Element = typename Sequence::value_type;
  static PyObject *to_py(const Sequence &value) {
    Ref list(PyList_New(static_cast<Py_ssize_t>(value.size())));
    if (!list)
      return nullptr;
    Py_ssize_t at = 0;
    for (const auto &element : value) {
      PyObject *item = CppConversion<Element>::to_py(element);
      if (!item)
        return nullptr;
      PyList_SET_ITEM(list.get(), at++, item);
    }
    return list.release();
  }
  static bool from_py(PyObject *object, Sequence &result) {
    Ref iterator(PyObject_GetIter(object));
    if (!iterator)
      return false;
    result.clear();
    while (Ref item{PyIter_Next(iterator.get())}) {
      Element element{};
      if (!CppConversion<Element>::from_py(item.get(), element))
        return false;
      result.push_back(std::move(element));
    }
    return !PyErr_Occurred();
  }
};
template <class T> struct CppConversion<std::vector<T>> : SequenceConversion<std::vector<T>> {};
template <class T> struct CppConversion<std::list<T>> : SequenceConversion<std::list<T>> {};
template <class T> struct CppConversion<std::deque<T>> : SequenceConversion<std::deque<T>> {};

template <class Set> struct SetConversion {
  using Element = typename Set::value_type;
  static PyObject *to_py(const Set &value) {
    Ref set(PySet_New(nullptr));
    if (!set)
      return nullptr;
    for (const auto &element : value) {
      Ref item(CppConversion<Element>::to_py(element));
      if (!item || PySet_Add(set.get(), item.get()) < 0)
        return nullptr;
    }
    return set.release();
  }
  static bool from_py(PyObject *object, Set &result) {
    Ref iterator(PyObject_GetIter(object));
    if (!iterator)
      return false;
    result.clear();
    while (Ref item{PyIter_Next(iterator.get())}) {
      Element element{};
      if (!CppConversion<Element>::from_py(item.get(), element))
        return false;
      result.insert(std::move(element));
    }
    return !PyErr_Occurred();
  }
};
template <class T> struct CppConversion<std::set<T>> : SetConversion<std::set<T>> {};
template <class T>
struct CppConversion<std::unordered_set<T>> : SetConversion<std::unordered_set<T>> {};

template <class Map> struct MapConversion {
  using Key = typename Map::key_type;
  using Mapped = typename Map::mapped_type;
  static PyObject *to_py(const Map &value) {
    Ref dict(PyDict_New());
    if (!dict)
      return nullptr;
    for (const auto &entry : value) {
      Ref key(CppConversion<Key>::to_py(entry.first));
      Ref mapped(key ? CppConversion<Mapped>::to_py(entry.second) : nullptr);
      if (!mapped || PyDict_SetItem(dict.get(), key.get(), mapped.get()) < 0)
        return nullptr;
    }
    return dict.release();
  }
  static bool from_py(PyObject *object, Map &result) {
    // Any mapping: its items, as `dict.items` gives them.
    Ref items(PyMapping_Items(object));
    if (!items)
      return false;
    result.clear();
    Ref iterator(PyObject_GetIter(items.get()));
    if (!iterator)
      return false;
    while (Ref item{PyIter_Next(iterator.get())}) {
      Ref parts(PySequence_Tuple(item.get()));
      if (!parts)
        return false;
      if (PyTuple_GET_SIZE(parts.get()) != 2) {
        PyErr_SetString(PyExc_ValueError, "items of a mapping must be pairs");
        return false;
      }
      Key key{};
      Mapped mapped{};
      if (!CppConversion<Key>::from_py(PyTuple_GET_ITEM(parts.get(), 0), key) ||
          !CppConversion<Mapped>::from_py(PyTuple_GET_ITEM(parts.get(), 1), mapped))
        return false;
      result.insert(std::make_pair(std::move(key), std::move(mapped)));
    }
    return !PyErr_Occurred();
  }
};
template <class K, class V> struct CppConversion<std::map<K, V>> : MapConversion<std::map<K, V>> {};
template <class K, class V>
struct CppConversion<std::unordered_map<K, V>> : MapConversion<std::unordered_map<K, V>> {};

template <class A, class B> struct CppConversion<std::pair<A, B>> {
  static PyObject *to_py(const std::pair<A, B> &value) {
    Ref first(CppConversion<A>::to_py(value.first));
    Ref second(first ? CppConversion<B>::to_py(value.second) : nullptr);
    return second ? PyTuple_Pack(2, first.get(), second.get()) : nullptr;
  }
  static bool from_py(PyObject *object, std::pair<A, B> &result) {
    Ref parts(PySequence_Tuple(object));
    if (!parts)
      return false;
    const Py_ssize_t size = PyTuple_GET_SIZE(parts.get());
    if (size != 2) {
      if (size < 2)
        PyErr_Format(PyExc_ValueError, "need more than %zd value%s to unpack", size,
                     size == 1 ? "" : "s");
      else
        PyErr_SetString(PyExc_ValueError, "too many values to unpack (expected 2)");
      return false;
    }
    return CppConversion<A>::from_py(PyTuple_GET_ITEM(parts.get(), 0), result.first) &&
           CppConversion<B>::from_py(PyTuple_GET_ITEM(parts.get(), 1), result.second);
  }
};

template <class T> struct CppConversion<std::complex<T>> {
  static PyObject *to_py(const std::complex<T> &value) {
    return PyComplex_FromDoubles(static_cast<double>(value.real()),
                                 static_cast<double>(value.imag()));
  }
  static bool from_py(PyObject *object, std::complex<T> &result) {
    double real = 0, imaginary = 0;
    if (!complex_from_py(object, real, imaginary))
      return false;
    result = std::complex<T>(static_cast<T>(real), static_cast<T>(imaginary));
    return true;
  }
};

} // namespace nogilc_rt
