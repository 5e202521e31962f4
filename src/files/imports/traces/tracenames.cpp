#include "files/imports/traces/tracenames.h"

std::string_view spanName(const TraceEvent& event, std::string& room)
{
    const TraceEvent::Arguments& arguments = event.arguments;
    if (event.name.empty())
        return arguments.key;
    // Ray calls the parts of a task alike, whatever the task.
    const bool isPartOfTask =
        !arguments.function.empty() && event.name.find(arguments.function) == std::string::npos;
    const std::string& more = isPartOfTask ? arguments.function : arguments.detail;
    return more.empty() ? std::string_view(event.name)
                        : room.assign(event.name).append(1, ' ').append(more);
}

std::string_view asyncKey(const TraceEvent& event, std::string& room)
{
    constexpr char kBetween = '\x1f';
    const bool isOld = event.phase == 'S' || event.phase == 'F';
    room.assign(event.category).append(1, kBetween).append(event.scope).append(1, kBetween);
    room.append(event.id).append(1, kBetween).append(event.idIsLocal ? event.process : "");
    return room.append(1, kBetween).append(isOld ? event.name : "");
}

bool isSumOfSpans(const TraceEvent& event)
{
    return event.startNs == 0 && event.name.starts_with("Total ") && event.arguments.detail.empty();
}
