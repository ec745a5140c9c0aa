# nogilc_add_module(<target> <source>
#                   [MODULE_NAME <dotted name>]         default: the source's name, in the packages
#                                                       (folders with an __init__) that hold it
#                   [INCLUDE_DIRECTORIES <folder>...]   searched for .pxd, include files and headers
#                   [DIRECTIVES <name=value>...]
#                   [OPTIONS <option>...]               more options for `nogilc compile`
#                   [PUBLIC_HEADERS <file>...]          those that `public` and `api` make, by name
#                   [LINK_LIBRARIES <library>...])
#
# Makes an importable extension module <target> of a .pyx file (or a .py file in pure mode). It is made
# again when the source changes, or a .pxd or include file that it reads. A module of a package goes
# into a folder of that name in the build folder. Headers for C are <target>.h and <target>_api.h in
# the folder `nogilc` there. Of a `# distutils:` line nothing is read: in CMake the target has
# properties for that.
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

# The dotted name of the module that a source file is.
function(_nogilc_find_module_name source result)
  get_filename_component(name ${source} NAME_WE)
  get_filename_component(folder ${source} DIRECTORY)
  if(name STREQUAL "__init__")
    set(name "")
  endif()
  while(EXISTS ${folder}/__init__.py OR EXISTS ${folder}/__init__.pyx OR EXISTS ${folder}/__init__.pxd)
    get_filename_component(package ${folder} NAME)
    string(APPEND package "." "${name}")
    string(REGEX REPLACE "\\.$" "" name ${package})
    get_filename_component(folder ${folder} DIRECTORY)
  endwhile()
  set(${result} ${name} PARENT_SCOPE)
endfunction()

function(nogilc_add_module target source)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "MODULE_NAME"
                        "INCLUDE_DIRECTORIES;DIRECTIVES;OPTIONS;PUBLIC_HEADERS;LINK_LIBRARIES")
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
  set(generated ${CMAKE_CURRENT_BINARY_DIR}/nogilc)
  set(cpp ${generated}/${target}.cpp)
  set(headers ${arg_PUBLIC_HEADERS})
  list(TRANSFORM headers PREPEND ${generated}/)
  file(MAKE_DIRECTORY ${generated})
  add_custom_command(OUTPUT ${cpp} ${headers}
    COMMAND nogilc::compiler compile ${relative} -o ${cpp} --depfile=${cpp}.d ${options}
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    DEPENDS ${absolute} nogilc::compiler
    DEPFILE ${cpp}.d
    COMMENT "nogilc ${relative}"
    VERBATIM)

  Python_add_library(${target} MODULE WITH_SOABI ${cpp})
  target_link_libraries(${target} PRIVATE nogilc_runtime ${arg_LINK_LIBRARIES})
  get_filename_component(folder ${absolute} DIRECTORY)
  target_include_directories(${target} PRIVATE ${folder} ${generated} ${arg_INCLUDE_DIRECTORIES})
  _nogilc_set_flags(${target})
  # pkg.mod is pkg/mod.so, the module of pkg/__init__.pyx is pkg/__init__.so.
  set(module_name ${arg_MODULE_NAME})
  if(NOT module_name)
    _nogilc_find_module_name(${absolute} module_name)
  endif()
  string(REPLACE "." "/" path ${module_name})
  get_filename_component(stem ${absolute} NAME_WE)
  if(stem STREQUAL "__init__")
    string(APPEND path "/__init__")
  endif()
  get_filename_component(last ${path} NAME)
  get_filename_component(package ${path} DIRECTORY)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${last})
  if(package)
    set_target_properties(${target} PROPERTIES
                          LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${package})
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang" AND NOT APPLE)
    target_link_options(${target} PRIVATE -Wl,--gc-sections -Wl,--exclude-libs,ALL)
  endif()
endfunction()
