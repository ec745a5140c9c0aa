// The main function of every unit test executable. Catch2 2 makes it from its header (slow to
// compile, hence here and once); with Catch2 3 it runs the session of the library.
#if __has_include(<catch2/catch_session.hpp>)
#include <catch2/catch_session.hpp>
int main(int argc, char **argv) { return Catch::Session().run(argc, argv); }
#else
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
