// A few spans far off do not decide what is seen of the others.
#include "files/imports/timerange.h"

#include <QtTest>

namespace {

// `count` spans of 1 µs, a millisecond apart from each other, from `fromNs` on.
void addSpans(ImportedSpans& imported, int count, qint64 fromNs)
{
    for (int i = 0; i < count; ++i)
        imported.spans.push_back(
            {.startNs = fromNs + i * 1'000'000LL, .endNs = fromNs + i * 1'000'000LL + 1'000});
}

constexpr qint64 kHourNs = 3'600'000'000'000;
constexpr qint64 kDayNs = 24 * kHourNs;
constexpr qint64 kYearNs = 365 * kDayNs;

} // namespace

class TestTimeRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFewSpansFarOffDoNotDecideTheRange()
    {
        const qint64 todayNs = 56 * kYearNs;
        const auto left = [](std::initializer_list<std::pair<int, qint64>> spans) {
            ImportedSpans imported;
            for (const auto& [count, fromNs] : spans)
                addSpans(imported, count, fromNs);
            leaveOutFarSpans(imported);
            return imported.spans.size();
        };
        QCOMPARE(left({{12, todayNs}, {4, 0}}), 12U);
        QCOMPARE(left({{2, 0}, {12, todayNs}, {1, 70 * kYearNs}}), 12U);
        QCOMPARE(left({{1, 0}, {20, 11 * kDayNs}}), 20U);
        QCOMPARE(left({{1, 0}, {2, todayNs}}), 2U);
        QCOMPARE(left({{8, 0}, {12, todayNs}}), 12U);
        QCOMPARE(left({{4, 0}, {12, 3 * kHourNs}}), 12U);
        // Where none holds most, and such as may be of one file, all stay.
        QCOMPARE(left({{2, 0}, {2, todayNs}}), 4U);
        QCOMPARE(left({{4, 0}, {8, 3 * kHourNs}}), 12U);
        QCOMPARE(left({{1, 5}, {20, 11 * kDayNs}}), 21U);
        QCOMPARE(left({{100, todayNs}, {1, todayNs + kDayNs}}), 101U);
        QCOMPARE(left({{1, 0}, {1, kYearNs}, {1, 2 * kYearNs}, {1, 3 * kYearNs}}), 4U);
        QCOMPARE(left({}), 0U);
    }

    void aSpanFromZeroToTodayHasNoStart()
    {
        ImportedSpans imported;
        addSpans(imported, 12, 56 * kYearNs);
        for (int i = 0; i < 4; ++i)
            imported.spans.push_back({.startNs = 0, .endNs = 56 * kYearNs});
        leaveOutFarSpans(imported);
        QCOMPARE(imported.spans.size(), 12U);
    }

    void spansFarOffAreSaid()
    {
        ImportedSpans imported;
        addSpans(imported, 4, 0);
        addSpans(imported, 12, 56 * kYearNs);
        imported.spans.push_back({.startNs = imported.spans.back().startNs,
                                  .endNs = 70 * kYearNs,
                                  .end = SpanEnd::Never});
        for (std::size_t i = 0; i < imported.spans.size(); ++i)
            imported.queuedNs.push_back(imported.spans[i].startNs);
        const QStringList notes = leaveOutFarSpans(imported);
        QCOMPARE(notes, QStringList(QStringLiteral(
                            "4 spans are not shown: they are up to 56 years off from all others, "
                            "which cannot be seen beside them")));
        QCOMPARE(imported.queuedNs.size(), 13U);
        QCOMPARE(imported.queuedNs.front(), 56 * kYearNs);
        QVERIFY(imported.spans.back().endNs < 57 * kYearNs);
    }
};

QTEST_GUILESS_MAIN(TestTimeRange)
#include "tst_timerange.moc"
