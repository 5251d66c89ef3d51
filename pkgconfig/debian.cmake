# CPack runs this on the tree that it is about to pack, to make it as Debian has it: the loader
# knows /usr/lib, so the command needs no path to it; there is a changelog; and that and the manual
# are compressed, without a time.

set(tree "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr")
file(RPATH_REMOVE FILE "${tree}/bin/mimicry")
string(TIMESTAMP now "%a, %d %b %Y %H:%M:%S +0000" UTC) # SOURCE_DATE_EPOCH, where it is set
set(changelog "${tree}/share/doc/mimicry/changelog")
file(WRITE "${changelog}" "mimicry (${CPACK_PACKAGE_VERSION}) unstable; urgency=medium

  * Made from the sources of libmimicry ${CPACK_PACKAGE_VERSION}.

 -- ${CPACK_PACKAGE_CONTACT}  ${now}
")
file(GLOB pages "${tree}/share/man/man1/*.1")
execute_process(COMMAND gzip -9n "${changelog}" ${pages} COMMAND_ERROR_IS_FATAL ANY)
# Whatever the umask was.
execute_process(COMMAND chmod -R u=rwX,go=rX "${tree}" COMMAND_ERROR_IS_FATAL ANY)
