// Where the workers' time goes, in words.
#include "text/losttext.h"

#include <QSet>
#include <QTest>

namespace {

LostTime lostOf(int workers, qint64 makespanNs, qint64 totalNs)
{
    LostTime lost;
    lost.workers = workers;
    lost.makespanNs = makespanNs;
    lost.totalNs = totalNs;
    return lost;
}

} // namespace

class TestLostText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartHasANameAndAMeaningOfItsOwn()
    {
        QSet<QString> texts;
        for (std::size_t i = 0; i < kLostParts; ++i) {
            const QString meaning = lostPartMeaning(LostPart(i));
            QVERIFY2(meaning.endsWith(u'.'), kLostPartKeys[i]);
            texts << lostPartText(LostPart(i)) << meaning;
        }
        QCOMPARE(texts.size(), qsizetype(2 * kLostParts));
    }

    void timesOfWorkersHaveUnitsThatSuitTheirSize_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ns, const char* text) {
            QTest::newRow(text) << ns << QString::fromUtf8(text);
        };
        row(0, "0 worker-s");
        row(1, "1 worker-ns");
        row(999, "999 worker-ns");
        row(1'000, "1.00 worker-µs");
        row(312'400'000, "312 worker-ms");
        row(999'499'999, "999 worker-ms");
        row(999'500'000, "1.00 worker-s");
        row(3'840'000'000, "3.84 worker-s");
        row(29'766'000'000, "29.77 worker-s");
        row(99'996'000'000, "100 worker-s");
        row(1'000'000'000'000, "16.67 worker-min");
        row(60'000'000'000'000, "16.67 worker-h");
        row(7'200'000'000'000'000, "2,000 worker-h");
    }

    void timesOfWorkersHaveUnitsThatSuitTheirSize()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(workerTimeText(ns), text);
    }

    void aShareThatIsNotNothingDoesNotReadAsNothing()
    {
        QCOMPARE(lostShareText(0), QStringLiteral("0.0 %"));
        QCOMPARE(lostShareText(1e-9), QStringLiteral("< 0.1 %"));
        QCOMPARE(lostShareText(0.0005), QStringLiteral("0.1 %"));
        QCOMPARE(lostShareText(0.62), QStringLiteral("62.0 %"));
        QCOMPARE(lostShareText(1), QStringLiteral("100.0 %"));
    }

    void theTotalIsWorkersTimesTheTimeOfTheRun()
    {
        QCOMPARE(lostTotalText(lostOf(4, 12'005'000'000, 48'020'000'000)),
                 QStringLiteral("4 workers × 12.01 s = 48.02 worker-seconds; the parts add up to "
                                "it exactly."));
        QCOMPARE(lostTotalText(lostOf(1, 800, 800)),
                 QStringLiteral("1 worker × 800 ns = 800 worker-nanoseconds; the parts add up to "
                                "it exactly."));
    }

    void whereWorkersCameOrWentTheTotalIsTheTimeThatTheyWereThere()
    {
        QCOMPARE(lostTotalText(lostOf(4, 12'000'000'000, 40'000'000'000)),
                 QStringLiteral("The workers were there for 40.00 worker-seconds; the parts add up "
                                "to it exactly."));
    }
};

QTEST_GUILESS_MAIN(TestLostText)
#include "tst_losttext.moc"
