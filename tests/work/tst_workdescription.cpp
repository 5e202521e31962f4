#include "fixtures/recordedrun.h"
#include "plan/runplanner.h"
#include "work/workloads.h"

#include <QJsonDocument>
#include <QTest>

using namespace std::chrono_literals;

class TestWorkDescription : public QObject
{
    Q_OBJECT

private:
    // As it arrives in another process.
    static QJsonObject crossed(const QJsonObject& json)
    {
        return QJsonDocument::fromJson(QJsonDocument(json).toJson(QJsonDocument::Compact)).object();
    }

    static JobPayload crossed(const JobPayload& payload)
    {
        return JobPayload::fromJson(crossed(payload.toJson())).value_or(JobPayload{-1ns});
    }

private Q_SLOTS:
    void itComesBackAsItWas_data()
    {
        QTest::addColumn<WorkDescription>("work");
        QTest::newRow("sleep") << WorkDescription{};
        QTest::newRow("cpu") << WorkDescription{.kind = WorkKind::Cpu, .seed = 2147483647};
        QTest::newRow("mixed") << WorkDescription{.kind = WorkKind::Mixed, .cpuShare = 1.0 / 3};
        QTest::newRow("hash") << WorkDescription{.kind = WorkKind::Hash, .failRate = 0.1};
        QTest::newRow("command") << WorkDescription{.kind = WorkKind::Command,
                                                    .command =
                                                        QStringLiteral("echo 'ä b' {} \"$\""),
                                                    .timeout = 86'400'000'000'001ns};
    }

    void itComesBackAsItWas()
    {
        QFETCH(const WorkDescription, work);
        const auto back = WorkDescription::fromJson(crossed(work.toJson()));
        QVERIFY(back);
        QVERIFY(*back == work);
    }

    void whatIsNoDescriptionIsRefused()
    {
        const auto refused = [](const char* name, const QJsonValue& value) {
            QJsonObject json = WorkDescription{}.toJson();
            json.insert(QLatin1String(name), value);
            return !WorkDescription::fromJson(json);
        };
        QVERIFY(!WorkDescription::fromJson({}));
        QVERIFY(refused("work", QStringLiteral("dance")));
        QVERIFY(refused("work", QStringLiteral("command"))); // which there is none
        QVERIFY(refused("cpu_share", 1.5));
        QVERIFY(refused("fail_rate", -1));
        QVERIFY(refused("timeout_ns", -1));
        QVERIFY(!refused("timeout_ns", 0)); // a setting that is allowed
    }

    void aPayloadComesBackAsItWas()
    {
        for (const JobPayload& payload :
             {JobPayload{}, JobPayload{3'600'000'000'001ns}, JobPayload{0ns, "no \xff UTF-8\n"},
              JobPayload{0ns, "/a/file", FileState{1, 9'007'199'254'740'993}}})
            QVERIFY(crossed(payload) == payload);
        QVERIFY(!JobPayload::fromJson({}));
        QVERIFY(!JobPayload::fromJson(
            {{QStringLiteral("duration_ns"), 1}, {QStringLiteral("input"), QStringLiteral("?")}}));
    }

    // Made from what has crossed alone, the work does the same: the same attempts fail.
    void theWorkThatIsMadeOfItDoesTheSame()
    {
        RunSettings settings = fixtures::settingsOf(200, 1);
        settings.jobs.duration = 1us;
        settings.jobs.spread.kind = SpreadKind::Exponential;
        settings.jobs.failRate = 0.3;
        settings.seed = 7;
        const auto plan = std::get<PlannedRun>(planRun(settings));
        const auto here = workloadOf(plan);

        const JobPayloads payloads{plan.durations, plan.inputs};
        std::vector<qint64> ns;
        for (int job = 1; job <= settings.jobs.count; ++job)
            ns.push_back(crossed(payloads.of(JobId{job})).duration.count());
        const auto work =
            WorkDescription::fromJson(crossed(WorkDescription::of(settings).toJson()));
        QVERIFY(work);
        const auto there = makeWorkload(*work, {JobDurations(std::move(ns)), {}});
        int failed = 0;
        for (int job = 1; job <= settings.jobs.count; ++job) {
            const JobId id{job};
            QCOMPARE(there->leastDuration(id), here->leastDuration(id));
            const JobStatus status = here->perform({id}, {}).status;
            QCOMPARE(there->perform({id}, {}).status, status);
            failed += status == JobStatus::Failed;
        }
        QVERIFY(failed > 30 && failed < 90);
    }
};

QTEST_GUILESS_MAIN(TestWorkDescription)
#include "tst_workdescription.moc"
