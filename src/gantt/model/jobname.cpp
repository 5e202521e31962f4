#include "gantt/model/jobname.h"

#include <algorithm>

namespace {

bool isPath(const QString& name)
{
    return name.contains(u'/') && std::ranges::none_of(name, [](QChar c) { return c.isSpace(); });
}

QString lastPartOf(const QString& path)
{
    qsizetype end = path.size();
    while (end > 1 && path[end - 1] == u'/')
        --end;
    return path.mid(path.lastIndexOf(u'/', end - 1) + 1);
}

} // namespace

QString distinctPart(const QString& name, const QString& neighbour)
{
    if (isPath(name))
        return lastPartOf(name);
    const auto [differs, there] = std::ranges::mismatch(name, neighbour);
    if (differs == name.end())
        return name;
    const qsizetype at = std::distance(name.begin(), differs);
    const qsizetype word = at > 0 ? name.lastIndexOf(u' ', at - 1) + 1 : 0;
    return word > 0 ? u'…' + name.mid(word) : name;
}
