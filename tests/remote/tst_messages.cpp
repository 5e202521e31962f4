#include "remote/messages/agentmessages.h"
#include "remote/messages/jobmessage.h"
#include "remote/messages/workermessages.h"

#include <QTest>

using namespace std::chrono_literals;

namespace {

template <typename Message>
Message again(const Message& message)
{
    auto decoded = messages::decoded<Message>(messages::encoded(message));
    if (const auto* problem = std::get_if<Problem>(&decoded))
        qFatal("%s", qPrintable(problem->message));
    return std::get<Message>(decoded);
}

template <typename Message>
QString problemWith(const QByteArray& bytes)
{
    const auto decoded = messages::decoded<Message>(bytes);
    const auto* problem = std::get_if<Problem>(&decoded);
    return problem ? problem->message : QString();
}

AttemptEvent ended(int job)
{
    AttemptEvent event;
    event.count = 7;
    event.event =
        Event{123, JobId{job}, WorkerId{2}, EventKind::Finished, JobStatus::Failed, false, 3};
    event.details.cpu = CpuUse{11, 2, 33};
    ProgramReport program;
    program.exitStatus = 4;
    program.output = "said";
    program.outputBytes = 1'000'000;
    event.details.report = std::make_shared<const JobReport>(JobReport{
        QStringLiteral("exit status 4"), "result", std::make_shared<const ProgramReport>(program)});
    return event;
}

} // namespace

class TestMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aJobCrossesWhole()
    {
        JobMessage job;
        job.job = JobId{42};
        job.mustAsk = true;
        job.payload = {20ms, QByteArray("a\0path\xff", 7), FileState{5, 6}};
        const JobMessage same = again(job);
        QCOMPARE(same.job.number, 42);
        QVERIFY(same.mustAsk);
        QVERIFY(same.payload == job.payload);
    }

    void aJobIsCompact()
    {
        JobMessage job;
        job.job = JobId{1};
        job.payload.duration = 1s;
        QVERIFY(messages::encoded(job).size() < 32);
    }

    void resultsCrossWithAllThatTheySay()
    {
        const ResultsMessage result{1, 2, {{JobId{3}, 6, {ended(3)}}, {JobId{4}, 8, {}}}};
        const ResultsMessage same = again(result);
        QCOMPARE(same.results.size(), std::size_t(2));
        QCOMPARE(same.results.back().job.number, 4);
        QCOMPARE(same.results.front().value, 6);
        QCOMPARE(same.results.front().events.size(), std::size_t(1));
        const AttemptEvent& event = same.results.front().events.front();
        QCOMPARE(event.count, quint64(7));
        QCOMPARE(event.event.timeNs, qint64(123));
        QCOMPARE(event.event.attempt, 3);
        QVERIFY(event.event.status == JobStatus::Failed && event.isEnd());
        QVERIFY(event.details.cpu == CpuUse({11, 2, 33}));
        QCOMPARE(event.details.report->error, QStringLiteral("exit status 4"));
        QCOMPARE(*event.details.report->program->exitStatus, 4);
        QCOMPARE(event.details.report->program->output, QByteArray("said"));
    }

    void aLongErrorIsCutAndNotRefused()
    {
        AttemptEvent event = ended(3);
        event.details.report = AttemptResult::failed(QString(100'000, u'x')).report;
        const ResultsMessage same = again(ResultsMessage{1, 2, {{JobId{3}, 0, {event}}}});
        QCOMPARE(same.results.front().events.front().details.report->error.size(),
                 AttemptEvent::kMaxErrorBytes);
    }

    void anOfferCarriesTheWork()
    {
        OfferMessage offer;
        offer.run = 9;
        offer.leaseMs = 10'000;
        offer.retries = 2;
        offer.prefetch = 7;
        offer.work.kind = WorkKind::Mixed;
        offer.work.cpuShare = 0.25;
        const OfferMessage same = again(offer);
        QVERIFY(same.work == offer.work);
        QCOMPARE(same.retries, 2);
        QCOMPARE(same.prefetch, 7);
    }

    void theEndOfAJobHasRoomHoweverOftenItWasTried()
    {
        JobEnd end{JobId{1}, 0, {}};
        for (int attempt = 1; attempt <= 700; ++attempt) {
            AttemptEvent event;
            event.count = quint64(attempt);
            event.event.worker = WorkerId{1};
            event.event.job = JobId{1};
            event.event.kind = EventKind::Finished;
            event.event.attempt = attempt;
            if (attempt % 2 == 0) {
                ProgramReport program;
                program.output = QByteArray(64 << 10, 'o');
                program.errorOutput = QByteArray(64 << 10, 'e');
                JobReport report;
                report.error = QStringLiteral("no");
                report.program = std::make_shared<const ProgramReport>(program);
                event.details.report = std::make_shared<const JobReport>(report);
            }
            end.events.push_back(event);
        }
        end.events.insert(end.events.begin(), 500, end.events.front());
        end.fit();
        const ResultsMessage same = again(ResultsMessage{1, 2, {end}});
        QCOMPARE(same.results.size(), std::size_t(1));
        const auto& events = same.results.front().events;
        QCOMPARE(events.size(), JobEnd::kMaxEvents);
        QCOMPARE(events.back().event.attempt, 700);
        QVERIFY(events.back().details.report->program);
        // Of the others why they failed is known still.
        const JobReport& early = *events[events.size() - 100 + 1].details.report;
        QVERIFY(!early.program);
        QCOMPARE(early.error, QStringLiteral("no"));
    }

    void anAgentSaysWhatItIs()
    {
        HelloMessage hello;
        hello.agent = ~quint64(0);
        hello.host = QStringLiteral("höst");
        hello.workers = 4;
        hello.refusal = QStringLiteral("no");
        const HelloMessage same = again(hello);
        QCOMPARE(same.host, hello.host);
        QCOMPARE(same.agent, hello.agent);
        QCOMPARE(same.refusal, hello.refusal);
    }

    void whatIsNotOursIsRefused()
    {
        for (const QByteArray& bytes : {QByteArray(), QByteArray("P"), QByteArray("{\"id\": 1}")})
            QVERIFY(problemWith<JobMessage>(bytes).contains(QLatin1String("not one of Poolscope")));
    }

    void anotherVersionIsTold()
    {
        QByteArray bytes = messages::encoded(RunOverMessage{5});
        bytes[3] = char(messages::kVersion + 1);
        QVERIFY(problemWith<RunOverMessage>(bytes).contains(
            QStringLiteral("of version %1").arg(messages::kVersion + 1)));
    }

    void anotherKindIsRefused()
    {
        QVERIFY(!problemWith<JobMessage>(messages::encoded(RunOverMessage{5})).isEmpty());
    }

    void whatIsCutOrTooLongIsRefused()
    {
        const QByteArray whole =
            messages::encoded(ResultsMessage{1, 2, {{JobId{3}, 6, {ended(3)}}}});
        for (qsizetype size = 0; size < whole.size(); ++size)
            QVERIFY(!problemWith<ResultsMessage>(whole.first(size)).isEmpty());
        QVERIFY(!problemWith<ResultsMessage>(whole + 'x').isEmpty());
    }

    void numbersBeyondTheirLimitsAreRefused()
    {
        for (const int number : {0, -1, RunSettings::kMaxJobs + 1}) {
            JobMessage job;
            job.job = JobId{number};
            QVERIFY(!problemWith<JobMessage>(messages::encoded(job)).isEmpty());
        }
    }

    void aListThatSaysMoreThanItHoldsTakesNoMemory()
    {
        QByteArray bytes = messages::encoded(EventsMessage{1, 2, {}});
        bytes.chop(4);
        bytes += QByteArray("\x10\x27\x00\x00", 4); // 10,000 events
        QVERIFY(!problemWith<EventsMessage>(bytes).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMessages)
#include "tst_messages.moc"
