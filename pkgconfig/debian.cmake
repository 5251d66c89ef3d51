# CPack runs this on the tree that it is about to pack, to make it as Debian has it: the loader
# knows /usr/lib, so the command needs no path to it; manual pages are compressed, without a time.

set(tree "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/usr")
file(RPATH_REMOVE FILE "${tree}/bin/mimicry")
file(GLOB pages "${tree}/share/man/man1/*.1")
if(pages)
    execute_process(COMMAND gzip -9n ${pages} COMMAND_ERROR_IS_FATAL ANY)
endif()
