# `cmake --build BUILD --target package` makes a Debian package of what is installed. It takes CMake
# 3.20, and the Debian packages dpkg-dev and file.

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME mimicry)
# The project has no address yet; who hands packages on sets theirs: "NAME <ADDRESS>".
if(NOT CPACK_PACKAGE_CONTACT)
    set(CPACK_PACKAGE_CONTACT "The libmimicry authors")
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "search for self-peptides that resemble a tumour peptide")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"libmimicry finds every peptide of a proteome that a T cell could confuse
with a given one: by mismatches, by scores of a substitution matrix, by
motifs and profiles. No window within the threshold is missed.
This package has the command mimicry, the shared and the static library,
the header, and what pkg-config and CMake need to find them.
For research use only: it reports similarity, never a clinical verdict.")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libdivsufsort-dev, zlib1g-dev, pkg-config")
# What it depends on, as the binaries say; the command needs the library of this very package.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${CMAKE_CURRENT_BINARY_DIR}")
# What depends on it; and that the loader's cache is renewed.
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/debian/shlibs"
     "libmimicry ${soversion} mimicry (>= ${PROJECT_VERSION})\n")
file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/debian/triggers" "activate-noawait ldconfig\n")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${CMAKE_CURRENT_BINARY_DIR}/debian/shlibs"
    "${CMAKE_CURRENT_BINARY_DIR}/debian/triggers")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_PRE_BUILD_SCRIPTS "${CMAKE_CURRENT_SOURCE_DIR}/pkgconfig/debian.cmake")
include(CPack)
