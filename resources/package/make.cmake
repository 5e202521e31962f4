# Writes what is installed beside the program, see CMakeLists.txt.
string(TIMESTAMP released "%Y-%m-%d" UTC)
if(EPOCH)
    set(ENV{SOURCE_DATE_EPOCH} ${EPOCH})
    string(TIMESTAMP released "%Y-%m-%d" UTC)
endif()
execute_process(COMMAND ${WRITER} ${SOURCE} ${HOMEPAGE} ${released} ${FOLDER}
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND gzip -9nc ${SOURCE}/CHANGELOG.md OUTPUT_FILE ${FOLDER}/changelog.gz
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND gzip -9nc ${FOLDER}/poolscope.1 OUTPUT_FILE ${FOLDER}/poolscope.1.gz
                COMMAND_ERROR_IS_FATAL ANY)
