# nogilc_add_module(<target> <source>
#                   [MODULE_NAME <dotted name>]         default: the source's name
#                   [INCLUDE_DIRECTORIES <folder>...]   searched for .pxd, include files and headers
#                   [DIRECTIVES <name=value>...]
#                   [OPTIONS <option>...]               more options for `nogilc compile`
#                   [LINK_LIBRARIES <library>...])
#
# Makes an importable extension module <target> of a .pyx file (or a .py file in pure mode). It is made
# again when the source changes, or a .pxd or include file that it reads. Of a `# distutils:` line
# nothing is read: in CMake the target has properties for that.
#
# The Python is the one that find_package(Python COMPONENTS Interpreter Development.Module) finds; the
# runtime is compiled once for it, as target nogilc::runtime.

if(NOT Python_FOUND OR NOT COMMAND Python_add_library)
  find_package(Python REQUIRED COMPONENTS Interpreter Development.Module)
endif()

# Flags of generated code and runtime: signed overflow wraps, as in CPython's own extension modules.
function(_nogilc_set_flags target)
  target_compile_features(${target} PRIVATE cxx_std_17)
  set_target_properties(${target} PROPERTIES CXX_VISIBILITY_PRESET hidden
                        VISIBILITY_INLINES_HIDDEN ON POSITION_INDEPENDENT_CODE ON)
  if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
    # No tables for C++ exceptions: see docs/decisions/0006. A target whose headers throw adds
    # -fexceptions behind it.
    target_compile_options(${target} PRIVATE -fwrapv -ffunction-sections -fdata-sections
                                             -fno-exceptions)
  endif()
endfunction()

# The runtime, when the first module asks for it.
function(_nogilc_add_runtime)
  if(TARGET nogilc_runtime)
    return()
  endif()
  file(GLOB sources CONFIGURE_DEPENDS ${NOGILC_RUNTIME_DIR}/src/*.cpp)
  add_library(nogilc_runtime STATIC EXCLUDE_FROM_ALL ${sources})
  add_library(nogilc::runtime ALIAS nogilc_runtime)
  target_include_directories(nogilc_runtime SYSTEM PUBLIC ${NOGILC_RUNTIME_DIR}/include)
  target_link_libraries(nogilc_runtime PUBLIC Python::Module)
  _nogilc_set_flags(nogilc_runtime)
  # This one translates the exceptions of libraries. The property belongs to a folder: it is read in
  # the one that makes the target.
  set_source_files_properties(${NOGILC_RUNTIME_DIR}/src/cpp_exceptions.cpp
                              PROPERTIES COMPILE_OPTIONS -fexceptions)
endfunction()

function(nogilc_add_module target source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "MODULE_NAME"
                        "INCLUDE_DIRECTORIES;DIRECTIVES;OPTIONS;LINK_LIBRARIES")
  if(arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "nogilc_add_module(${target}): unknown arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  _nogilc_add_runtime()

  set(options ${arg_OPTIONS})
  foreach(folder ${arg_INCLUDE_DIRECTORIES})
    list(APPEND options -I ${folder})
  endforeach()
  foreach(directive ${arg_DIRECTIVES})
    list(APPEND options -X ${directive})
  endforeach()
  if(arg_MODULE_NAME)
    list(APPEND options --module-name ${arg_MODULE_NAME})
  endif()

  # The compiler runs in the source folder, so that what it writes into the module (`#line`, file names
  # of tracebacks) is relative and the same on every machine.
  get_filename_component(absolute ${source} ABSOLUTE BASE_DIR ${CMAKE_CURRENT_SOURCE_DIR})
  file(RELATIVE_PATH relative ${CMAKE_CURRENT_SOURCE_DIR} ${absolute})
  set(cpp ${CMAKE_CURRENT_BINARY_DIR}/nogilc/${target}.cpp)
  file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/nogilc)
  add_custom_command(OUTPUT ${cpp}
    COMMAND nogilc::compiler compile ${relative} -o ${cpp} --depfile=${cpp}.d ${options}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    DEPENDS ${absolute} nogilc::compiler
    DEPFILE ${cpp}.d
    COMMENT "nogilc ${relative}"
    VERBATIM)

  Python_add_library(${target} MODULE WITH_SOABI ${cpp})
  target_link_libraries(${target} PRIVATE nogilc_runtime ${arg_LINK_LIBRARIES})
  get_filename_component(folder ${absolute} DIRECTORY)
  target_include_directories(${target} PRIVATE ${folder} ${arg_INCLUDE_DIRECTORIES})
  _nogilc_set_flags(${target})
  if(arg_MODULE_NAME)
    string(REGEX REPLACE "^.*\\." "" last ${arg_MODULE_NAME})
  else()
    get_filename_component(last ${absolute} NAME_WE)
  endif()
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${last})
  if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT APPLE)
    target_link_options(${target} PRIVATE -Wl,--gc-sections -Wl,--exclude-libs,ALL)
  endif()
endfunction()
