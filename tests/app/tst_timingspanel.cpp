#include "app/panels/timingspanel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

namespace {

// Both runs to their end; the pool's read so much from the disk.
Timings timingsWith(qint64 poolBytes, qint64 poolNs = 1000, qint64 sequentialNs = 2000)
{
    Timings timings;
    timings.pool.began = true;
    timings.pool.statistics.elapsedNs = poolNs;
    timings.pool.statistics.presentNs = poolNs;
    timings.pool.outcome = RunOutcome();
    timings.sequential = timings.pool;
    timings.sequential->statistics.elapsedNs = sequentialNs;
    timings.pool.outcome->readFromDiskBytes = poolBytes;
    timings.sequential->outcome->readFromDiskBytes = 0;
    return timings;
}

} // namespace

class TestTimingsPanel : public QObject
{
    Q_OBJECT

    static QString text(const TimingsPanel& panel, const char* name)
    {
        return panel.findChild<QLabel*>(QLatin1String(name))->text();
    }

private Q_SLOTS:
    void aRunThatWaitedForTheDiskCanBeRunAgainWarm()
    {
        TimingsPanel panel;
        auto* again = panel.findChild<QPushButton*>(QStringLiteral("runAgain"));
        const auto* said = panel.findChild<QLabel*>(QStringLiteral("diskReads"));
        QVERIFY(again->isHidden() && said->isHidden());
        panel.setMayRunAgain(true);
        panel.showTimings(timingsWith(0));
        QVERIFY(again->isHidden() && said->isHidden());
        panel.showTimings(timingsWith(qint64(5) << 20));
        QVERIFY(!again->isHidden() && !said->isHidden());
        QVERIFY(said->text().contains(QStringLiteral("5.00 MiB")));
        const QSignalSpy wanted(&panel, &TimingsPanel::runAgainWanted);
        again->click();
        QCOMPARE(wanted.size(), 1);
        panel.setMayRunAgain(false); // as it goes on, or was opened from a file
        QVERIFY(again->isHidden() && !said->isHidden());
        panel.setMayRunAgain(true);
        panel.clear();
        QVERIFY(again->isHidden() && said->isHidden());
    }

    void aPoolThatIsSlowerIsNotCalledFaster()
    {
        TimingsPanel panel;
        QCOMPARE(text(panel, "speedUpCaption"), QStringLiteral("Speed-up"));
        panel.showTimings(timingsWith(0, 1000, 2000));
        QCOMPARE(text(panel, "speedUpCaption"), QStringLiteral("Speed-up"));
        QCOMPARE(text(panel, "speedUp"), QString::fromUtf8("2.00×"));
        panel.showTimings(timingsWith(0, 1280, 1000));
        QCOMPARE(text(panel, "speedUpCaption"), QStringLiteral("Slower by"));
        QCOMPARE(text(panel, "speedUp"), QString::fromUtf8("1.28×"));
        panel.clear();
        QCOMPARE(text(panel, "speedUpCaption"), QStringLiteral("Speed-up"));
    }
};

QTEST_MAIN(TestTimingsPanel)
#include "tst_timingspanel.moc"
