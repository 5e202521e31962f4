#include "timeline/eventmerge.h"

#include <QTest>

#include <vector>

class TestEventMerge : public QObject
{
    Q_OBJECT

private:
    // Events of a worker at these times of its clock.
    static std::vector<Event> eventsOf(int worker, std::initializer_list<qint64> times)
    {
        std::vector<Event> events;
        for (const qint64 time : times)
            events.push_back(
                Event{time, JobId{int(events.size()) + 1}, WorkerId{worker}, EventKind::Started});
        return events;
    }

    // "worker:job@time" of each, in the order of the merge.
    static QString merged(std::vector<SourceEvents> sources)
    {
        QStringList text;
        mergeEvents(sources, [&text](const Event& event) {
            text += QStringLiteral("%1:%2@%3")
                        .arg(event.worker.number)
                        .arg(event.job.number)
                        .arg(event.timeNs);
        });
        return text.join(u' ');
    }

private Q_SLOTS:
    void oneSourceStaysAsItIs()
    {
        auto events = eventsOf(1, {3, 1, 2}); // of several threads: in order by thread alone
        QCOMPARE(merged({{{}, events}}), QStringLiteral("1:1@3 1:2@1 1:3@2"));
    }

    void severalAreInTimeOrderOnTheRunsClock()
    {
        auto here = eventsOf(1, {10, 20, 30});
        auto ahead = eventsOf(2, {115, 125});  // its clock shows 100 more
        auto behind = eventsOf(3, {-31, -10}); // … and 40 less
        QCOMPARE(merged({{{}, here}, {{-100, 1}, ahead}, {{40, 2}, behind}}),
                 QStringLiteral("3:1@9 1:1@10 2:1@15 1:2@20 2:2@25 1:3@30 3:2@30"));
    }

    void ofOneTimeTheFirstSourceComesFirst()
    {
        auto a = eventsOf(1, {5, 5});
        auto b = eventsOf(2, {5, 6});
        QCOMPARE(merged({{{}, a}, {{}, b}}), QStringLiteral("1:1@5 1:2@5 2:1@5 2:2@6"));
    }

    void whatIsEmptyIsLeftOut()
    {
        auto none = eventsOf(1, {});
        auto some = eventsOf(2, {1});
        QCOMPARE(merged({}), QString());
        QCOMPARE(merged({{{}, none}}), QString());
        QCOMPARE(merged({{{}, none}, {{}, some}, {{}, none}}), QStringLiteral("2:1@1"));
    }
};

QTEST_GUILESS_MAIN(TestEventMerge)
#include "tst_eventmerge.moc"
