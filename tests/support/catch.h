// Catch2 under one name, whichever of the two versions that Debian ships is installed.
#pragma once

#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Matchers::ContainsSubstring;
#else
#include <catch2/catch.hpp>
inline auto ContainsSubstring(const std::string &text) { return Catch::Matchers::Contains(text); }
#endif
