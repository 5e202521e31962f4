#include "app/panels/racebar.h"
#include "app/panels/timingspanel.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "timeline/runrecord.h"

#include <QLabel>
#include <QTest>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

// The article's run, stopped after 0.94 s of 2 s.
std::shared_ptr<RunRecord> stoppedRun(SequentialRunWhen sequential, RunState state)
{
    RunSettings settings;
    settings.baseline.when = sequential;
    auto record = std::make_shared<RunRecord>(settings);
    const auto send = [&](qint64 ns, EventKind kind, int job = 0) {
        record->pool().record(Event{fixtures::kBeganAtNs + ns, JobId{job}, WorkerId{job}, kind,
                                    JobStatus::Cancelled});
    };
    send(0, EventKind::RunBegan);
    for (int job = 1; job <= 3; ++job)
        send(0, EventKind::Started, job);
    for (int job = 1; job <= 3; ++job)
        send(kSecond * 94 / 100, EventKind::Finished, job);
    send(kSecond * 94 / 100, EventKind::RunEnded);
    RunOutcome outcome;
    outcome.state = state;
    record->pool().conclude(outcome);
    if (record->sequential())
        record->sequential()->conclude(outcome);
    return record;
}

// The share of the bar's width that has a colour, along its middle.
double shareOf(const QWidget& bar, const QColor& color)
{
    QImage image(bar.size(), QImage::Format_RGB32);
    const_cast<QWidget&>(bar).render(&image);
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        count += image.pixelColor(x, image.height() / 2) == color ? 1 : 0;
    return double(count) / image.width();
}

} // namespace

class TestRaceBars : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoppedPoolsBarIsAsFarAsItCameAndNotGreen_data()
    {
        QTest::addColumn<const Theme*>("theme");
        QTest::newRow("light") << &Theme::light();
        QTest::newRow("dark") << &Theme::darkTheme();
    }

    void aStoppedPoolsBarIsAsFarAsItCameAndNotGreen()
    {
        QFETCH(const Theme*, theme);
        TimingsPanel panel;
        panel.setTheme(*theme);
        panel.resize(340, 600);
        panel.show();
        const auto* bar = panel.findChild<RaceBar*>(QStringLiteral("poolBar"));
        QVERIFY(bar);
        const auto record = stoppedRun(SequentialRunWhen::Off, RunState::Stopped);
        panel.showTimings(timingsOf(*record, fixtures::kLongAfterNs, Waits::Included));
        QCOMPARE(shareOf(*bar, theme->pool), 0.0);
        const double share = shareOf(*bar, theme->muted);
        QVERIFY2(std::abs(share - 0.47) < 0.02, qPrintable(QString::number(share)));
        // A run that finishes afterwards is green again.
        auto whole = std::make_shared<RunRecord>(RunSettings());
        fixtures::recordRun(whole->pool(), {"14", "25", "3"}, kSecond);
        fixtures::recordRun(*whole->sequential(), {"12345"}, kSecond);
        panel.showTimings(timingsOf(*whole, fixtures::kLongAfterNs, Waits::Included));
        QVERIFY(std::abs(shareOf(*bar, theme->pool) - 0.4) < 0.02);
    }

    void aFailedPoolsBarHasTheColourOfThat()
    {
        TimingsPanel panel;
        panel.resize(340, 600);
        panel.show();
        panel.setTheme(Theme::light());
        const auto record = stoppedRun(SequentialRunWhen::After, RunState::Failed);
        panel.showTimings(timingsOf(*record, fixtures::kLongAfterNs, Waits::Included));
        const auto* bar = panel.findChild<RaceBar*>(QStringLiteral("poolBar"));
        QVERIFY(shareOf(*bar, Theme::light().error) > 0);
        panel.setTheme(Theme::darkTheme());
        QVERIFY(shareOf(*bar, Theme::darkTheme().error) > 0);
    }
};

QTEST_MAIN(TestRaceBars)
#include "tst_racebars.moc"
