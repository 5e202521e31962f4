# Before a package is made: where SOURCE_DATE_EPOCH is set all files have that date.
if(DEFINED ENV{SOURCE_DATE_EPOCH})
    file(GLOB_RECURSE files LIST_DIRECTORIES true ${CPACK_TEMPORARY_DIRECTORY}/*)
    execute_process(COMMAND touch -hd @$ENV{SOURCE_DATE_EPOCH} ${CPACK_TEMPORARY_DIRECTORY} ${files}
                    COMMAND_ERROR_IS_FATAL ANY)
endif()
