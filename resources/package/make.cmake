# Writes what is installed beside the program, see CMakeLists.txt.
string(TIMESTAMP released "%Y-%m-%d" UTC)
string(TIMESTAMP day "%a, %d %b %Y %H:%M:%S +0000" UTC)
execute_process(COMMAND ${WRITER} ${SOURCE} ${HOMEPAGE} ${released} ${FOLDER}
                COMMAND_ERROR_IS_FATAL ANY)
file(WRITE ${FOLDER}/changelog
"poolscope (${VERSION}) stable; urgency=medium

  * See NEWS.gz.

 -- The Poolscope authors <maintainers@poolscope.invalid>  ${day}
")
foreach(packed ${SOURCE}/CHANGELOG.md=NEWS ${FOLDER}/changelog=changelog
        ${FOLDER}/poolscope.1=poolscope.1)
    string(REPLACE "=" ";" packed ${packed})
    list(GET packed 0 from)
    list(GET packed 1 to)
    execute_process(COMMAND gzip -9nc ${from} OUTPUT_FILE ${FOLDER}/${to}.gz
                    COMMAND_ERROR_IS_FATAL ANY)
endforeach()
