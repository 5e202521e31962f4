// The findings of a run as JSON.

#include "files/exports/findingsfile.h"
#include "fixtures/handmaderun.h"
#include "fixtures/nasties.h"
#include "insight/insight.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace {

QJsonObject parsed(const QByteArray& json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    return error.error == QJsonParseError::NoError ? document.object() : QJsonObject();
}

QJsonObject written(const Insight& insight)
{
    return parsed(findingsJson(insight));
}

QJsonObject writtenOf(const Finding& finding)
{
    Insight insight;
    insight.model.settings.pool.workers = 10;
    insight.findings.findings = {finding};
    return written(insight)[QStringLiteral("findings")][0].toObject();
}

// A finding with all that its kind has.
Finding sample(FindingKind kind)
{
    Finding finding{.kind = kind,
                    .share = 0.5,
                    .gainNs = 4'000'000'000'000'000'001,
                    .costNs = 3,
                    .tryWhat = TryWhat::WhatIf,
                    .change = {.workers = 10}};
    switch (kind) {
    case FindingKind::Order:
        finding.change.order = SubmitOrder::Longest;
        finding.job = JobId{34};
        break;
    case FindingKind::LongestJob:
        finding.change.split = WhatIf::Split{JobId{34}, 4};
        finding.job = JobId{34};
        break;
    case FindingKind::MoreWorkers:
    case FindingKind::MoreThanCores:
    case FindingKind::TooManyWorkers:
        finding.workers = finding.change.workers = 12;
        break;
    case FindingKind::HandOff:
        finding.change.batch = 16;
        break;
    case FindingKind::Starved:
        finding.change.arrival = Arrival();
        break;
    case FindingKind::ResultsBlocked:
        finding.change.resultsCapacity = 200;
        break;
    case FindingKind::Failures:
        finding.change.withoutFailures = true;
        break;
    case FindingKind::StartUp:
        finding.tryWhat = TryWhat::Nothing;
        break;
    case FindingKind::ColdRun:
        finding.tryWhat = TryWhat::RunAgain;
        break;
    }
    return finding;
}

// "a b c"
QStringList words(const char* text)
{
    return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
}

QStringList sorted(QStringList texts)
{
    texts.sort();
    return texts;
}

} // namespace

class TestFindingsFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachKindHasItsKeys_data()
    {
        QTest::addColumn<FindingKind>("kind");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<QStringList>("change");
        const char* job = "job job_ns job_start_ns";
        const auto row = [](FindingKind kind, const char* more, const char* change) {
            QTest::newRow(ruleOf(kind).key) << kind << words(more) << words(change);
        };
        row(FindingKind::Order, job, "order workers");
        row(FindingKind::LongestJob, job, "split_job split_parts workers");
        row(FindingKind::MoreWorkers, "workers", "workers");
        row(FindingKind::MoreThanCores, "workers", "workers");
        row(FindingKind::HandOff, "", "batch workers");
        row(FindingKind::Starved, "", "arrival workers");
        row(FindingKind::ResultsBlocked, "", "results_capacity workers");
        row(FindingKind::Failures, "", "without_failures workers");
        row(FindingKind::StartUp, "", "");
        row(FindingKind::ColdRun, "", "run_again");
        row(FindingKind::TooManyWorkers, "workers", "workers");
    }

    void eachKindHasItsKeys()
    {
        QFETCH(FindingKind, kind);
        QFETCH(QStringList, more);
        QFETCH(QStringList, change);
        const QJsonObject finding = writtenOf(sample(kind));
        QStringList keys = words("finding share threshold gain_ns cost_ns title sentence");
        keys += more;
        if (!change.isEmpty())
            keys += QStringLiteral("change");
        QCOMPARE(finding.keys(), sorted(keys));
        QCOMPARE(finding[QStringLiteral("change")].toObject().keys(), change);
        QCOMPARE(finding[QStringLiteral("finding")].toString(), QLatin1String(ruleOf(kind).key));
        QCOMPARE(finding[QStringLiteral("threshold")].toDouble(), ruleOf(kind).threshold);
        QVERIFY(!finding[QStringLiteral("title")].toString().isEmpty());
        QVERIFY(!finding[QStringLiteral("sentence")].toString().isEmpty());
    }

    void timesAreExact()
    {
        const QJsonObject finding = writtenOf(sample(FindingKind::Order));
        QCOMPARE(finding[QStringLiteral("gain_ns")].toInteger(), 4'000'000'000'000'000'001);
    }

    void whatIsEnoughIsThereWhereItIsKnown()
    {
        Insight insight;
        QCOMPARE(written(insight).keys(), words("findings state"));
        insight.curve.enough = Enough{14, 6'740'000'000, true, 1, 16};
        const QJsonObject enough = written(insight)[QStringLiteral("enough")].toObject();
        QCOMPARE(enough.keys(), words("by from time_ns to workers"));
        QCOMPARE(enough[QStringLiteral("by")].toString(), QStringLiteral("measured"));
        QCOMPARE(enough[QStringLiteral("workers")].toInt(), 14);
    }

    void eachStateHasAKeyOfItsOwn()
    {
        QSet<QString> keys;
        for (const FindingsState state :
             {FindingsState::Told, FindingsState::TooShort, FindingsState::NotOver,
              FindingsState::TooFew, FindingsState::NoWork}) {
            Insight insight;
            insight.findings.state = state;
            keys << written(insight)[QStringLiteral("state")].toString();
        }
        const QStringList expected = words("told too_short not_over too_few_jobs no_work");
        QCOMPARE(keys, QSet<QString>(expected.begin(), expected.end()));
    }

    void textsOfOthersDoNotComeIntoIt()
    {
        for (const QString& nasty : fixtures::nasties()) {
            RunSettings settings = fixtures::HandMadeRun::settingsOf(5, 2);
            settings.jobs.work = WorkKind::Command;
            settings.jobs.command = settings.jobs.input = nasty;
            fixtures::HandMadeRun run(settings);
            RunOutcome outcome;
            outcome.message = nasty;
            const auto insight = insightOf(*run.all({10, 10, 10, 10, 20}).over(outcome), {});
            const QByteArray json = findingsJson(*insight);
            QVERIFY(!parsed(json)[QStringLiteral("findings")].toArray().isEmpty());
            QVERIFY(nasty.size() < 4 || !json.contains(nasty.toUtf8()));
        }
    }
};

QTEST_GUILESS_MAIN(TestFindingsFile)
#include "tst_findingsfile.moc"
