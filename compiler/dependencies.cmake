# The system packages that the compiler stands on: LLVM's support library, the ANTLR tool and C++
# runtime, Boost.Program_options. All are linked statically where the archive exists (start-up time:
# loading the shared libLLVM costs about 20 ms before main). What is missing is named together with
# the command that installs it.

function(nogilc_require variable what packages)
  if(NOT ${variable})
    message(FATAL_ERROR "${what} was not found. Install it with:\n  sudo apt-get install ${packages}")
  endif()
endfunction()

# LLVM: the newest version from 16 up, 19 first. LLVM's own CMake package is not used, because it asks
# for the development files of everything that any part of LLVM can use (z3, curl, libxml2, ...).
set(llvm_roots "")
foreach(version 19 22 21 20 18 17 16)
  list(APPEND llvm_roots /usr/lib/llvm-${version} /usr/lib64/llvm${version} /opt/llvm-${version})
endforeach()
set(NOGILC_LLVM_ROOT "" CACHE PATH "Prefix of LLVM (16 or newer); found by itself when empty")
if(NOGILC_LLVM_ROOT)
  set(llvm_roots ${NOGILC_LLVM_ROOT})
endif()
find_library(NOGILC_LLVM_SUPPORT_LIBRARY NAMES libLLVMSupport.a PATHS ${llvm_roots}
             PATH_SUFFIXES lib NO_DEFAULT_PATH)
nogilc_require(NOGILC_LLVM_SUPPORT_LIBRARY "LLVM 16 or newer (libLLVMSupport.a)" "llvm-19-dev")
get_filename_component(llvm_lib_dir ${NOGILC_LLVM_SUPPORT_LIBRARY} DIRECTORY)
get_filename_component(llvm_root ${llvm_lib_dir} DIRECTORY)
find_path(NOGILC_LLVM_INCLUDE_DIR llvm/ADT/StringRef.h PATHS ${llvm_root}/include NO_DEFAULT_PATH)
nogilc_require(NOGILC_LLVM_INCLUDE_DIR "The headers of LLVM in ${llvm_root}" "llvm-19-dev")
message(STATUS "LLVM: ${llvm_root}")

find_package(Threads REQUIRED)
# Only the parts of LLVMSupport that are called get linked; these are what those parts need.
find_library(NOGILC_TINFO_LIBRARY NAMES libtinfo.a tinfo)
find_library(NOGILC_Z_LIBRARY NAMES libz.a z)
find_library(NOGILC_ZSTD_LIBRARY NAMES libzstd.a zstd libzstd.so.1)
add_library(nogilc_llvm INTERFACE)
target_include_directories(nogilc_llvm SYSTEM INTERFACE ${NOGILC_LLVM_INCLUDE_DIR})
target_link_libraries(nogilc_llvm INTERFACE ${NOGILC_LLVM_SUPPORT_LIBRARY}
                      ${llvm_lib_dir}/libLLVMDemangle.a)
foreach(library TINFO Z ZSTD)
  if(NOGILC_${library}_LIBRARY)
    target_link_libraries(nogilc_llvm INTERFACE ${NOGILC_${library}_LIBRARY})
  endif()
endforeach()
target_link_libraries(nogilc_llvm INTERFACE Threads::Threads ${CMAKE_DL_LIBS} m)
target_link_options(nogilc_llvm INTERFACE -Wl,--as-needed)

# Clang of the same version (target nogilc_clang), for the program nogilc-clang alone. The archives
# need each other in circles, and a few of LLVM's that no header tells.
option(NOGILC_CLANG "Build nogilc-clang, which checks C and C++ sources" ON)
if(NOGILC_CLANG)
  get_filename_component(llvm_version ${llvm_root} NAME)
  string(REGEX MATCH "[0-9]+$" llvm_version "${llvm_version}")
  find_path(NOGILC_CLANG_INCLUDE_DIR clang/Tooling/Tooling.h PATHS ${llvm_root}/include
            NO_DEFAULT_PATH)
  nogilc_require(NOGILC_CLANG_INCLUDE_DIR
                 "Clang's libraries for ${llvm_root} (or configure with -DNOGILC_CLANG=OFF)"
                 "libclang-${llvm_version}-dev")
  file(GLOB clang_resources ${llvm_root}/lib/clang/*/include/stddef.h)
  list(GET clang_resources 0 NOGILC_CLANG_RESOURCES)
  get_filename_component(NOGILC_CLANG_RESOURCES ${NOGILC_CLANG_RESOURCES} DIRECTORY)
  get_filename_component(NOGILC_CLANG_RESOURCES ${NOGILC_CLANG_RESOURCES} DIRECTORY)
  set(clang_archives "")
  foreach(name clangTooling clangToolingCore clangToolingInclusions clangRewrite clangFormat
               clangFrontend clangDriver clangSerialization clangParse clangSema clangEdit
               clangAnalysis clangASTMatchers clangAST clangLex clangBasic clangAPINotes
               clangSupport LLVMOption LLVMProfileData LLVMFrontendOpenMP LLVMFrontendHLSL
               LLVMFrontendOffloading LLVMFrontendAtomic LLVMFrontendDriver LLVMWindowsDriver
               LLVMRemarks LLVMSymbolize LLVMDebugInfoPDB LLVMDebugInfoMSF LLVMDebugInfoBTF
               LLVMDebugInfoDWARF LLVMDebugInfoCodeView LLVMObject LLVMTextAPI LLVMIRReader
               LLVMAsmParser LLVMMCParser LLVMMC LLVMBitReader LLVMBitstreamReader
               LLVMTargetParser LLVMTransformUtils LLVMScalarOpts LLVMAnalysis LLVMCore
               LLVMBinaryFormat)
    # Versions differ in how they cut LLVM up.
    if(EXISTS ${llvm_lib_dir}/lib${name}.a)
      list(APPEND clang_archives ${llvm_lib_dir}/lib${name}.a)
    endif()
  endforeach()
  add_library(nogilc_clang INTERFACE)
  target_include_directories(nogilc_clang SYSTEM INTERFACE ${NOGILC_CLANG_INCLUDE_DIR})
  target_link_libraries(nogilc_clang INTERFACE
    -Wl,--start-group ${clang_archives} ${NOGILC_LLVM_SUPPORT_LIBRARY}
    ${llvm_lib_dir}/libLLVMDemangle.a ${NOGILC_TINFO_LIBRARY} ${NOGILC_Z_LIBRARY}
    ${NOGILC_ZSTD_LIBRARY} -Wl,--end-group nogilc_llvm)
  target_link_options(nogilc_clang INTERFACE -Wl,--gc-sections)
endif()

# ANTLR: the C++ runtime (target nogilc_antlr) and the command that runs the tool.
find_library(NOGILC_ANTLR_LIBRARY NAMES libantlr4-runtime.a antlr4-runtime)
nogilc_require(NOGILC_ANTLR_LIBRARY "The C++ runtime of ANTLR 4" "libantlr4-runtime-dev")
find_path(NOGILC_ANTLR_INCLUDE_DIR antlr4-runtime.h PATH_SUFFIXES antlr4-runtime)
nogilc_require(NOGILC_ANTLR_INCLUDE_DIR "The headers of the C++ runtime of ANTLR 4"
               "libantlr4-runtime-dev")
add_library(nogilc_antlr INTERFACE)
target_include_directories(nogilc_antlr SYSTEM INTERFACE ${NOGILC_ANTLR_INCLUDE_DIR})
target_link_libraries(nogilc_antlr INTERFACE ${NOGILC_ANTLR_LIBRARY} Threads::Threads)

find_program(NOGILC_ANTLR_TOOL NAMES antlr4)
if(NOGILC_ANTLR_TOOL)
  set(NOGILC_ANTLR_COMMAND ${NOGILC_ANTLR_TOOL})
else()
  file(GLOB jars /usr/share/java/antlr-4*-complete.jar /usr/local/lib/antlr-4*-complete.jar)
  find_program(NOGILC_JAVA java)
  if(jars AND NOGILC_JAVA)
    list(GET jars -1 jar)
    set(NOGILC_ANTLR_COMMAND ${NOGILC_JAVA} -jar ${jar})
  endif()
endif()
nogilc_require(NOGILC_ANTLR_COMMAND "The tool of ANTLR 4" "antlr4")

# toml++, which is headers alone: pyproject.toml.
find_path(NOGILC_TOML_INCLUDE_DIR toml++/toml.h)
nogilc_require(NOGILC_TOML_INCLUDE_DIR "toml++" "libtomlplusplus-dev")
add_library(nogilc_toml INTERFACE)
target_include_directories(nogilc_toml SYSTEM INTERFACE ${NOGILC_TOML_INCLUDE_DIR})

# Boost.Program_options, without Boost's own CMake package: one library and its headers.
find_library(NOGILC_PROGRAM_OPTIONS_LIBRARY NAMES libboost_program_options.a boost_program_options)
find_path(NOGILC_BOOST_INCLUDE_DIR boost/program_options.hpp)
nogilc_require(NOGILC_PROGRAM_OPTIONS_LIBRARY "Boost.Program_options"
               "libboost-program-options-dev")
nogilc_require(NOGILC_BOOST_INCLUDE_DIR "The headers of Boost.Program_options"
               "libboost-program-options-dev")
add_library(nogilc_program_options INTERFACE)
target_include_directories(nogilc_program_options SYSTEM INTERFACE ${NOGILC_BOOST_INCLUDE_DIR})
target_link_libraries(nogilc_program_options INTERFACE ${NOGILC_PROGRAM_OPTIONS_LIBRARY})
