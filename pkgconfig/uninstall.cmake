# Removes the files that the last `cmake --install` put where they are, and the folders of ours that
# are empty then:
#     cmake --build BUILD --target uninstall

if(NOT EXISTS "${MANIFEST}")
    message(FATAL_ERROR "${MANIFEST} is not there: nothing was installed from this build folder")
endif()
file(STRINGS "${MANIFEST}" files)
set(folders "")
set(removed 0)
foreach(path IN LISTS files)
    if(EXISTS "${path}" OR IS_SYMLINK "${path}")
        file(REMOVE "${path}")
        math(EXPR removed "${removed} + 1")
    endif()
    # What is called after the library is its own; lib, bin and man1 are not.
    get_filename_component(folder "${path}" DIRECTORY)
    while("${folder}" MATCHES "/mimicry(/|$)")
        list(APPEND folders "${folder}")
        get_filename_component(folder "${folder}" DIRECTORY)
    endwhile()
endforeach()
list(REMOVE_DUPLICATES folders)
list(SORT folders ORDER DESCENDING) # the inner ones first
foreach(folder IN LISTS folders)
    file(GLOB left LIST_DIRECTORIES true "${folder}/*" "${folder}/.*")
    if(left STREQUAL "" AND IS_DIRECTORY "${folder}")
        file(REMOVE_RECURSE "${folder}")
    endif()
endforeach()
message(STATUS "${removed} files removed")
