#include "files/follow/linedecoder.h"

#include "files/follow/celerylines.h"
#include "files/follow/jsonlines.h"
#include "files/follow/rowlines.h"
#include "files/follow/tablelines.h"
#include "files/imports/spansread.h"
#include "files/imports/tables/tablecolumns.h"
#include "files/io/filestr.h"

LaneLabel LineDecoder::laneOf(const std::string& worker, std::size_t number)
{
    return worker.empty() ? laneOfHost({}, number)
                          : laneOfThread(workerName(QString::fromStdString(worker)));
}

Result<std::unique_ptr<LineDecoder>> decoderFor(std::string_view beginning)
{
    if (auto rows = rowLinesDecoder(beginning))
        return rows;
    if (beginsCeleryLines(beginning))
        return celeryLinesDecoder();
    if (beginsJsonLines(beginning))
        return jsonLinesDecoder();
    if (auto table = tableLinesDecoder(beginning))
        return table;
    return Problem{FilesTr::tr("it begins with none of what can be followed: events in JSON, one a "
                               "line, those of Celery among them, the title of a joblog or of "
                               "results of GNU parallel, a ninja "
                               "log, the array of a Chrome trace, or a table with start and end")};
}

bool tellsNothingAlone(std::string_view line)
{
    return saysSeparator(line);
}
