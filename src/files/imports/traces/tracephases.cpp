#include "files/imports/traces/tracephases.h"

#include "base/numbertext.h"
#include "files/io/filestr.h"

#include <QStringList>

#include <numeric>
#include <string_view>

namespace {

struct Kind
{
    std::string_view phases;
    const char* counted;
};

constexpr std::array<Kind, 11> kKinds{{
    {"iIRn", QT_TRANSLATE_N_NOOP("Files", "%Ln instants")},
    {"C", QT_TRANSLATE_N_NOOP("Files", "%Ln counter values")},
    {"P", QT_TRANSLATE_N_NOOP("Files", "%Ln samples")},
    {"Tp", QT_TRANSLATE_N_NOOP("Files", "%Ln asynchronous steps")},
    {"stf", QT_TRANSLATE_N_NOOP("Files", "%Ln flow events")},
    {"NOD", QT_TRANSLATE_N_NOOP("Files", "%Ln object events")},
    {"Vv", QT_TRANSLATE_N_NOOP("Files", "%Ln memory dumps")},
    {"c", QT_TRANSLATE_N_NOOP("Files", "%Ln clock marks")},
    {"()", QT_TRANSLATE_N_NOOP("Files", "%Ln context events")},
    {"=", QT_TRANSLATE_N_NOOP("Files", "%Ln links")},
    {{}, QT_TRANSLATE_N_NOOP("Files", "%Ln events of phases that are not known")},
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
            parts += FilesTr::tr(kind.counted, nullptr, pluralCount(count));
    }
    return parts.join(QStringLiteral(", "));
}
