# What `cmake --install` puts where: libraries, command, header, manual, examples, and what
# pkg-config and find_package(mimicry) need. Nothing of it names the folder that it was built in,
# or that it is installed to: the whole tree can be moved.

include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

foreach(folder BINDIR LIBDIR INCLUDEDIR)
    if(IS_ABSOLUTE "${CMAKE_INSTALL_${folder}}")
        message(FATAL_ERROR "CMAKE_INSTALL_${folder} is ${CMAKE_INSTALL_${folder}}: a folder below "
                "the prefix was expected")
    endif()
endforeach()

# The command finds the library in its own folder, as in the build folder, or beside that, as
# installed, wherever the tree is. One path for both: CMake would pad one that it changes with an
# empty part, and that is the current folder.
file(RELATIVE_PATH bin_to_lib "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
string(REGEX REPLACE "/$" "" beside "$ORIGIN/${bin_to_lib}")
set(paths "$ORIGIN" "${beside}")
list(REMOVE_DUPLICATES paths)
if(MIMICRY_COMMAND)
    set_target_properties(mimicry_tool PROPERTIES INSTALL_RPATH "${paths}"
                          BUILD_WITH_INSTALL_RPATH ON)
    install(TARGETS mimicry_tool)
    install(FILES tools/completions/mimicry.bash RENAME mimicry
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES tools/completions/_mimicry DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES tools/completions/mimicry.fish
            DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
endif()

# Two sets: a program that links the shared library needs nothing of what the static one needs.
if(shared_library)
    install(TARGETS mimicry EXPORT mimicry-shared-targets
            INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
endif()
install(TARGETS mimicry_static EXPORT mimicry-static-targets
        INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
file(GLOB headers CONFIGURE_DEPENDS include/mimicry/*.h)
install(FILES ${headers} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/mimicry)
file(GLOB manual CONFIGURE_DEPENDS docs/man/*.1)
install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
file(GLOB examples CONFIGURE_DEPENDS docs/examples/*)
install(FILES ${examples} DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples)
install(FILES pkgconfig/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})

# ---- pkg-config ------------------------------------------------------------------------------

set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH pc_to_prefix "/${pkgconfig_dir}" "/")
string(REGEX REPLACE "/$" "" pc_to_prefix "${pc_to_prefix}")
configure_file(pkgconfig/mimicry.pc.in mimicry.pc @ONLY)
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/mimicry.pc" DESTINATION ${pkgconfig_dir})

# ---- find_package(mimicry) -------------------------------------------------------------------

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/mimicry)
if(PROJECT_VERSION_MAJOR EQUAL 0)
    set(compatibility SameMinorVersion)
else()
    set(compatibility SameMajorVersion)
endif()
configure_package_config_file(pkgconfig/mimicry-config.cmake.in mimicry-config.cmake
    INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(mimicry-config-version.cmake COMPATIBILITY ${compatibility})
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/mimicry-config.cmake"
        "${CMAKE_CURRENT_BINARY_DIR}/mimicry-config-version.cmake" DESTINATION ${package_dir})
if(shared_library)
    install(EXPORT mimicry-shared-targets NAMESPACE mimicry:: DESTINATION ${package_dir})
endif()
install(EXPORT mimicry-static-targets NAMESPACE mimicry:: DESTINATION ${package_dir})

# ---- Uninstalling ----------------------------------------------------------------------------

# What was put where, for the target `uninstall`. CMake's own list is written anew when a package is
# made, and then has the paths of the package.
if(top_level)
    set(manifest "${CMAKE_CURRENT_BINARY_DIR}/installed_files.txt")
    install(CODE "
        if(NOT \"\$ENV{DESTDIR}\" MATCHES _CPack_Packages)
            list(TRANSFORM CMAKE_INSTALL_MANIFEST_FILES PREPEND \"\$ENV{DESTDIR}\"
                 OUTPUT_VARIABLE mimicry_files)
            string(REPLACE \";\" \"\\n\" mimicry_files \"\${mimicry_files}\")
            file(WRITE \"${manifest}\" \"\${mimicry_files}\\n\")
        endif()")
    add_custom_target(uninstall COMMAND ${CMAKE_COMMAND} -D "MANIFEST=${manifest}"
        -P "${CMAKE_CURRENT_SOURCE_DIR}/pkgconfig/uninstall.cmake" VERBATIM)
endif()
