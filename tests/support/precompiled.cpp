// Compiled for its precompiled header alone, which the unit tests use as well
// (tests/CMakeLists.txt).
