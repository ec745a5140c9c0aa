// For headers_cxx.pyx: C++ functions and what they throw.
#pragma once
#include <stdexcept>
#include <string>

namespace boxes {
struct box {
    int width;
};
struct large_box : box {
    int depth;
};
enum class paper { thin, thick };
template <class T> struct crate {
    T content;
    T get() const noexcept { return content; }
};
enum mode { fast = 1, slow };
constexpr int limit = 7;
extern int opened;

int open(const char *name);
int safe(int number) noexcept;
inline int quiet(int number) { return number + 1; }
inline int loud(int number) {
    if (number < 0)
        throw std::invalid_argument("negative");
    return number;
}
inline int louder(int number) { return loud(number) + 1; }
int area(const box &b) noexcept;
int volume(const box *b, int depth = 1) noexcept;
int scale(int number) noexcept;
double scale(double number) noexcept;
namespace inner {
int deep(int number) noexcept;
}
using inner::deep;
inline namespace v2 {
int versioned(int number) noexcept;
}
} // namespace boxes
