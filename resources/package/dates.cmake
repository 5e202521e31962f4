# Before a package is made: all files have the date of what was changed last.
file(GLOB_RECURSE files LIST_DIRECTORIES true ${CPACK_TEMPORARY_DIRECTORY}/*)
foreach(file ${CPACK_TEMPORARY_DIRECTORY} ${files})
    execute_process(COMMAND touch -hd @${CPACK_POOLSCOPE_EPOCH} ${file} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
