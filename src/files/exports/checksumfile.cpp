#include "files/exports/checksumfile.h"

#include "timeline/runrecord.h"

namespace {

QByteArray escaped(const QByteArray& name)
{
    QByteArray text = name;
    text.replace('\\', "\\\\");
    text.replace('\n', "\\n");
    text.replace('\r', "\\r");
    return text;
}

// A run from a file may give anything for a result: what is no hash would forge lines.
bool isHash(const QByteArray& result)
{
    constexpr qsizetype kDigits = 64;
    return result.size() == kDigits && QByteArray::fromHex(result).toHex() == result;
}

} // namespace

QByteArray checksumsOf(const RunRecord& record)
{
    QByteArray text;
    const auto count = qint32(record.plan.inputs.count());
    if (count == 0)
        return text;
    const auto places = record.pool().find(JobId{1}, JobId{count});
    for (qint32 number = 1; number <= count; ++number) {
        const auto& place = places[std::size_t(number - 1)];
        const JobReport* report =
            place && place->index < record.pool().lane(place->lane).finishedCount()
                ? record.pool().lane(place->lane).reportOf(place->index)
                : nullptr;
        if (!report || !isHash(report->result))
            continue;
        const QByteArray name = record.plan.inputs.lines->at(std::size_t(number - 1)).toByteArray();
        const QByteArray shown = escaped(name);
        if (shown != name)
            text += '\\';
        text += report->result + "  " + shown + '\n';
    }
    return text;
}
