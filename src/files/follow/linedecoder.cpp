#include "files/follow/linedecoder.h"

#include "files/follow/jsonlines.h"
#include "files/follow/rowlines.h"
#include "files/follow/tablelines.h"
#include "files/imports/logs/joblog.h"
#include "files/io/filestr.h"

Result<std::unique_ptr<LineDecoder>> decoderFor(std::string_view firstLine)
{
    if (beginsParallelResults(firstLine))
        return Problem{FilesTr::tr("it is a table of results of GNU parallel, which can be opened "
                                   "and not followed: its joblog can")};
    if (beginsRowLines(firstLine))
        return rowLinesDecoder(firstLine);
    if (beginsJsonLines(firstLine))
        return jsonLinesDecoder();
    if (auto table = tableLinesDecoder(firstLine))
        return table;
    return Problem{FilesTr::tr("it begins with none of what can be followed: events in JSON, one a "
                               "line, the title of a joblog of GNU parallel, a ninja log, the "
                               "array of a Chrome trace, or a table with start and end")};
}
