# What `cmake --install` installs, included by the project's CMakeLists.txt:
#   bin/nogilc, bin/nogilc-clang
#   share/nogilc/runtime/{include,src,pxd}   compiled for the user's Python, in the user's build
#   share/nogilc/diagnostics                 the pages of `nogilc explain`
#   lib/cmake/nogilc                         find_package(nogilc)
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

install(TARGETS nogilc RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
if(TARGET nogilc-clang)
  install(TARGETS nogilc-clang RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
foreach(folder include src pxd)
  if(EXISTS ${PROJECT_SOURCE_DIR}/runtime/${folder})
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/runtime/${folder}
            DESTINATION ${CMAKE_INSTALL_DATADIR}/nogilc/runtime)
  endif()
endforeach()
if(EXISTS ${PROJECT_SOURCE_DIR}/docs/diagnostics)
  install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/diagnostics
          DESTINATION ${CMAKE_INSTALL_DATADIR}/nogilc)
endif()

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/nogilc)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/nogilcConfig.cmake.in
  ${PROJECT_BINARY_DIR}/nogilcConfig.cmake INSTALL_DESTINATION ${package_dir}
  PATH_VARS CMAKE_INSTALL_BINDIR CMAKE_INSTALL_DATADIR NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/nogilcConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/nogilcConfig.cmake
              ${PROJECT_BINARY_DIR}/nogilcConfigVersion.cmake
              ${CMAKE_CURRENT_LIST_DIR}/nogilcModules.cmake
        DESTINATION ${package_dir})
