// Controls show settings and tell of edits; neither changes what the other holds.
#include "app/controls/countbox.h"
#include "app/panels/settingsbinder.h"

#include <QLabel>
#include <QTest>

namespace {

// A binder whose edits are put into settings and shown, as a panel does.
class Bound
{
public:
    explicit Bound(const RunSettings& settings = {}) : m_settings(settings)
    {
        QObject::connect(&m_binder, &SettingsBinder::edited, &m_binder,
                         [this](const SettingsEdit& edit) {
                             ++m_edits;
                             edit(m_settings);
                         });
    }

    SettingsBinder& binder() { return m_binder; }
    const RunSettings& settings() const { return m_settings; }
    int edits() const { return m_edits; }

private:
    SettingsBinder m_binder;
    RunSettings m_settings;
    int m_edits = 0;
};

RunSettings unusual()
{
    RunSettings settings;
    settings.pool.workers = 700;
    settings.jobs.cpuShare = 0.55;
    settings.jobs.failRate = 0.125;
    settings.jobs.order = SubmitOrder::Longest;
    settings.jobs.recursive = true;
    settings.jobs.command = QStringLiteral("echo {n}");
    settings.pool.readTime = std::chrono::milliseconds(3);
    return settings;
}

} // namespace

class TestSettingsBinder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShownStandsInEachKindOfControlAndIsNoEdit()
    {
        Bound bound;
        ScaleSlider slider;
        CountBox workers;
        QSpinBox cpuShare;
        QDoubleSpinBox failRate;
        QComboBox order;
        order.addItems({QString(), QString(), QString(), QString()});
        QCheckBox recursive;
        QLineEdit command;
        DurationBox readTime;
        SettingsBinder& binder = bound.binder();
        binder.bindNumber(
            "workers", &slider, &workers, [](const RunSettings& s) { return s.pool.workers; },
            [](RunSettings& s, int count) { s.pool.workers = count; });
        binder.bindPercent(
            &cpuShare, [](auto& s) -> auto& { return s.jobs.cpuShare; });
        binder.bindPercent(
            &failRate, [](auto& s) -> auto& { return s.jobs.failRate; });
        binder.bindChoice(
            &order, [](auto& s) -> auto& { return s.jobs.order; });
        binder.bindPart(
            &recursive, [](auto& s) -> auto& { return s.jobs.recursive; });
        binder.bindPart(
            &command, [](auto& s) -> auto& { return s.jobs.command; });
        binder.bindPart(
            &readTime, [](auto& s) -> auto& { return s.pool.readTime; });
        const RunSettings before = bound.settings();
        binder.show(unusual());
        QCOMPARE(slider.scaledValue(), 700);
        QCOMPARE(workers.value(), 700);
        QCOMPARE(cpuShare.value(), 55);
        QCOMPARE(failRate.value(), 12.5);
        QCOMPARE(order.currentIndex(), int(SubmitOrder::Longest));
        QVERIFY(recursive.isChecked());
        QCOMPARE(command.text(), QStringLiteral("echo {n}"));
        QCOMPARE(readTime.text(), QStringLiteral("3 ms"));
        QCOMPARE(bound.edits(), 0);
        QVERIFY(bound.settings() == before);
    }

    void anEditChangesItsPartAlone()
    {
        Bound bound(unusual());
        QSpinBox cpuShare;
        QComboBox order;
        order.addItems({QString(), QString(), QString(), QString()});
        bound.binder().bindPercent(
            &cpuShare, [](auto& s) -> auto& { return s.jobs.cpuShare; });
        bound.binder().bindChoice(
            &order, [](auto& s) -> auto& { return s.jobs.order; });
        bound.binder().show(bound.settings());
        cpuShare.setValue(40);
        order.setCurrentIndex(int(SubmitOrder::Random));
        QCOMPARE(bound.edits(), 2);
        RunSettings expected = unusual();
        expected.jobs.cpuShare = 0.4;
        expected.jobs.order = SubmitOrder::Random;
        QVERIFY(bound.settings() == expected);
    }

    void theLimitsAreThoseOfTheField()
    {
        Bound bound;
        QSpinBox retries;
        bound.binder().bindNumber(
            "retries", &retries, [](const RunSettings& s) { return s.jobs.retries; },
            [](RunSettings& s, int count) { s.jobs.retries = count; });
        QCOMPARE(retries.minimum(), 0);
        QCOMPARE(retries.maximum(), RunSettings::kMaxRetries);
    }

    void whatIsBeingTypedStaysWhenTheSameIsShownAgain()
    {
        Bound bound;
        DurationBox box;
        bound.binder().bindPart(
            &box, [](auto& s) -> auto& { return s.pool.readTime; });
        bound.binder().show(bound.settings());
        QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&box, QStringLiteral("20m"));
        bound.binder().show(bound.settings());
        QCOMPARE(box.text(), QStringLiteral("20m"));
        QCOMPARE(bound.edits(), 0);
    }

    void aWidgetIsThereWhereItsFieldIsNeeded()
    {
        Bound bound;
        QWidget parent;
        QLabel label(&parent);
        bound.binder().showWhereNeeded("timeout", {&label});
        RunSettings settings;
        bound.binder().show(settings);
        QVERIFY(label.isHidden());
        settings.jobs.work = WorkKind::Command;
        bound.binder().show(settings);
        QVERIFY(!label.isHidden());
    }
};

QTEST_MAIN(TestSettingsBinder)
#include "tst_settingsbinder.moc"
