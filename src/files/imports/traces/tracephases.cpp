#include "files/imports/traces/tracephases.h"

#include "files/io/filestr.h"

#include <QStringList>

#include <numeric>
#include <string_view>

namespace {

struct Kind
{
    std::string_view phases;
    const char* one;
    const char* several;
};

constexpr std::array<Kind, 11> kKinds{{
    {"iIRn", QT_TRANSLATE_NOOP("Files", "instant"), QT_TRANSLATE_NOOP("Files", "instants")},
    {"C", QT_TRANSLATE_NOOP("Files", "counter value"),
     QT_TRANSLATE_NOOP("Files", "counter values")},
    {"P", QT_TRANSLATE_NOOP("Files", "sample"), QT_TRANSLATE_NOOP("Files", "samples")},
    {"Tp", QT_TRANSLATE_NOOP("Files", "asynchronous step"),
     QT_TRANSLATE_NOOP("Files", "asynchronous steps")},
    {"stf", QT_TRANSLATE_NOOP("Files", "flow event"), QT_TRANSLATE_NOOP("Files", "flow events")},
    {"NOD", QT_TRANSLATE_NOOP("Files", "object event"),
     QT_TRANSLATE_NOOP("Files", "object events")},
    {"Vv", QT_TRANSLATE_NOOP("Files", "memory dump"), QT_TRANSLATE_NOOP("Files", "memory dumps")},
    {"c", QT_TRANSLATE_NOOP("Files", "clock mark"), QT_TRANSLATE_NOOP("Files", "clock marks")},
    {"()", QT_TRANSLATE_NOOP("Files", "context event"),
     QT_TRANSLATE_NOOP("Files", "context events")},
    {"=", QT_TRANSLATE_NOOP("Files", "link"), QT_TRANSLATE_NOOP("Files", "links")},
    {{},
     QT_TRANSLATE_NOOP("Files", "event of a phase that is not known"),
     QT_TRANSLATE_NOOP("Files", "events of phases that are not known")},
}};

} // namespace

QString PhaseCounts::text() const
{
    QStringList parts;
    qint64 left = std::accumulate(m_counts.begin(), m_counts.end(), qint64(0));
    for (const Kind& kind : kKinds) {
        qint64 count = kind.phases.empty() ? left : 0;
        for (const char phase : kind.phases)
            count += m_counts[static_cast<unsigned char>(phase)];
        left -= count;
        if (count > 0)
            parts += QStringLiteral("%1 %2").arg(count).arg(
                FilesTr::tr(count == 1 ? kind.one : kind.several));
    }
    return parts.join(QStringLiteral(", "));
}
