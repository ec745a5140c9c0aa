# <string_view>: std::string_view.
from libcpp.string cimport string

cdef extern from "<string_view>" namespace "std::string_view" nogil:
    const size_t npos

cdef extern from "<string_view>" namespace "std" nogil:
    cdef cppclass string_view:
        string_view()
        string_view(const string_view &)
        string_view(const char *)
        string_view(const char *, size_t)
        string_view(const string &)
        string_view &operator=(const string_view &)
        const char *begin()
        const char *end()
        const char *data()
        size_t size()
        size_t length()
        bint empty()
        const char &at(size_t) except +
        const char &operator[](size_t)
        const char &front()
        const char &back()
        void remove_prefix(size_t)
        void remove_suffix(size_t)
        string_view substr(size_t) except +
        string_view substr(size_t, size_t) except +
        int compare(string_view)
        size_t find(string_view)
        size_t find(string_view, size_t)
        size_t find(char)
        size_t rfind(string_view)
        size_t rfind(char)
        size_t find_first_of(string_view)
        size_t find_last_of(string_view)
        size_t find_first_not_of(string_view)
        size_t find_last_not_of(string_view)
        bint starts_with(string_view)
        bint starts_with(char)
        bint ends_with(string_view)
        bint ends_with(char)
        bint operator>(string_view)
        bint operator<=(string_view)
        bint operator>=(string_view)
        bint operator==(string_view)
        bint operator!=(string_view)
        bint operator<(string_view)
