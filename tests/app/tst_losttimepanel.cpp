#include "app/controls/appearance.h"
#include "app/controls/foldedtext.h"
#include "app/insight/lostbar.h"
#include "app/insight/lostcolors.h"
#include "app/insight/lostlegend.h"
#include "app/insight/losttimepanel.h"
#include "gantt/paint/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>

namespace {

using Parts = std::vector<LostPart>;

// Of one worker, in seconds.
LostTime lostOf(std::initializer_list<std::pair<LostPart, qint64>> parts)
{
    constexpr qint64 kSecond = 1'000'000'000;
    LostTime lost;
    lost.workers = 1;
    for (const auto& [part, seconds] : parts) {
        lost.partsNs[std::size_t(part)] = seconds * kSecond;
        lost.totalNs += seconds * kSecond;
    }
    lost.makespanNs = lost.totalNs;
    return lost;
}

LostTime ofEveryPart()
{
    LostTime lost;
    lost.workers = 1;
    for (std::size_t i = 0; i < kLostParts; ++i) {
        lost.partsNs[i] = qint64(1) << (3 * i);
        lost.totalNs += lost.partsNs[i];
    }
    lost.makespanNs = lost.totalNs;
    return lost;
}

const LostTime& three()
{
    static const LostTime lost =
        lostOf({{LostPart::OnCore, 62}, {LostPart::HandOff, 8}, {LostPart::TailRest, 30}});
    return lost;
}

// The panel, shown, with all that it said.
struct Shown
{
    explicit Shown(const LostTime& lost, QSize size = {1000, 260})
    {
        QObject::connect(&panel, &LostTimePanel::pointedAt, &panel,
                         [this](const Parts& parts) { pointed.push_back(parts); });
        QObject::connect(&panel, &LostTimePanel::showWanted, &panel,
                         [this](const Parts& parts) { wanted.push_back(parts); });
        panel.resize(size);
        panel.showLostTime(&lost);
        panel.show();
    }
    QList<LostBarPart*> bar() const { return panel.findChildren<LostBarPart*>(); }
    QList<LostRow*> rows() const { return panel.findChildren<LostRow*>(); }
    QList<QPushButton*> buttons() const { return panel.findChildren<QPushButton*>(); }
    QLabel* hint() const { return panel.findChild<QLabel*>(QStringLiteral("hint")); }
    QLabel* total() const { return panel.findChild<QLabel*>(QStringLiteral("total")); }

    LostTimePanel panel;
    std::vector<Parts> pointed;
    std::vector<Parts> wanted;
};

void point(QWidget* at, bool comes)
{
    if (comes) {
        QEnterEvent event(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1));
        QCoreApplication::sendEvent(at, &event);
    } else {
        QEvent event(QEvent::Leave);
        QCoreApplication::sendEvent(at, &event);
    }
}

QStringList textsOf(const LostRow* row)
{
    QStringList texts;
    for (const QLabel* label : row->findChildren<QLabel*>())
        texts << label->text();
    return texts;
}

} // namespace

class TestLostTimePanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        Appearance::setUp();
        Appearance::apply(Theme::light());
    }

    void beforeARunItSaysWhatToDo()
    {
        LostTimePanel panel;
        panel.show();
        const auto* hint = panel.findChild<QLabel*>(QStringLiteral("hint"));
        QVERIFY(hint->isVisible());
        QCOMPARE(hint->text(), QStringLiteral("Run, or open a run, to see where its time goes."));
        QVERIFY(!panel.findChild<LostBar*>()->isVisible());
    }

    void aHintStandsInPlaceOfTheParts()
    {
        Shown shown(three());
        QVERIFY(!shown.hint()->isVisible());
        shown.panel.showHint(QStringLiteral("when the run is over"));
        QVERIFY(shown.hint()->isVisible());
        QCOMPARE(shown.hint()->text(), QStringLiteral("when the run is over"));
        QVERIFY(!shown.bar().front()->isVisible());
        QVERIFY(!shown.total()->isVisible());
        shown.panel.showLostTime(&three());
        QVERIFY(!shown.hint()->isVisible());
        QVERIFY(shown.bar().front()->isVisible());
    }

    void eachPartThatTookTimeHasItsShareOfTheBarAndARow()
    {
        const Shown shown(three());
        QCOMPARE(shown.bar().size(), 3);
        QCOMPARE(shown.rows().size(), 3);
        const auto widths = shown.bar();
        const double all = widths[0]->parentWidget()->width();
        QVERIFY(std::abs(widths[0]->width() / all - 0.62) < 0.01);
        QVERIFY(std::abs(widths[1]->width() / all - 0.08) < 0.01);
        QVERIFY(std::abs(widths[2]->width() / all - 0.30) < 0.01);
        QCOMPARE(widths[2]->geometry().right() + 1, int(all));
        QCOMPARE(textsOf(shown.rows()[1]),
                 (QStringList{QStringLiteral("Hand-off"), QStringLiteral("8.00 worker-s"),
                              QStringLiteral("8.0 %")}));
        QCOMPARE(shown.total()->text(),
                 QStringLiteral("1 worker × 1 min 40 s = 100.0 worker-seconds; the parts add up to "
                                "it exactly."));
    }

    void aPartHoweverSmallIsSeenInItsPlace()
    {
        const Shown shown(ofEveryPart(), {600, 260});
        int from = 0;
        for (const LostBarPart* part : shown.bar()) {
            QVERIFY(part->width() >= 3);
            QVERIFY(part->x() >= from);
            from = part->geometry().right() + 1;
        }
        QCOMPARE(from, shown.bar().front()->parentWidget()->width());
    }

    void pointingAtAPartOrARowIsSaidUntilItIsLeft()
    {
        Shown shown(three());
        point(shown.bar()[1], true);
        point(shown.bar()[1], false);
        point(shown.rows()[2], true);
        point(shown.rows()[2], false);
        const std::vector<Parts> expected{{LostPart::HandOff}, {}, {LostPart::TailRest}, {}};
        QCOMPARE(shown.pointed, expected);
        QVERIFY(shown.wanted.empty());
    }

    void whatIsPointedAtGoesWithItsRun()
    {
        Shown shown(three());
        point(shown.bar()[0], true);
        shown.panel.showLostTime(nullptr);
        const std::vector<Parts> expected{{LostPart::OnCore}, {}};
        QCOMPARE(shown.pointed, expected);
    }

    void aPartIsShownByItsButtonAClickOrEnter()
    {
        Shown shown(three());
        shown.buttons()[0]->click();
        QTest::mouseClick(shown.bar()[1], Qt::LeftButton);
        QTest::keyClick(shown.bar()[2], Qt::Key_Enter);
        QTest::keyClick(shown.bar()[0], Qt::Key_Space);
        QTest::keyClick(shown.buttons()[1], Qt::Key_Return);
        const std::vector<Parts> expected{{LostPart::OnCore},
                                          {LostPart::HandOff},
                                          {LostPart::TailRest},
                                          {LostPart::OnCore},
                                          {LostPart::HandOff}};
        QCOMPARE(shown.wanted, expected);
    }

    void theRunMayBeReplacedWhileAPartIsChosen()
    {
        Shown shown(three());
        QObject::connect(&shown.panel, &LostTimePanel::showWanted, &shown.panel,
                         [&shown] { shown.panel.showLostTime(&three()); });
        QTest::keyClick(shown.bar()[2], Qt::Key_Enter);
        QTest::mouseClick(shown.bar()[2], Qt::LeftButton);
        QTest::mouseClick(shown.buttons()[2], Qt::LeftButton);
        QCOMPARE(shown.wanted.size(), std::size_t(3));
    }

    void tabGoesThroughThePartsAndThenTheButtons()
    {
        Shown shown(three());
        shown.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
        QList<QWidget*> order;
        for (LostBarPart* part : shown.bar())
            order << part;
        for (QPushButton* button : shown.buttons())
            order << button;
        order.front()->setFocus();
        for (QWidget* expected : order) {
            QCOMPARE(QApplication::focusWidget(), expected);
            QVERIFY(!expected->accessibleName().isEmpty());
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
    }

    void thePartWithTheFocusLooksOtherwise()
    {
        Shown shown(three());
        shown.panel.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&shown.panel));
        shown.bar()[0]->setFocus();
        const QImage without = shown.bar()[1]->grab().toImage();
        shown.bar()[1]->setFocus();
        QVERIFY(shown.bar()[1]->grab().toImage() != without);
    }

    void theLegendHasAsManyColumnsAsFit()
    {
        Shown shown(ofEveryPart(), {1600, 400});
        const auto columns = [&shown] {
            QSet<int> lefts;
            for (const LostRow* row : shown.rows())
                lefts << row->x();
            return lefts.size();
        };
        QCOMPARE(columns(), 3);
        shown.panel.resize(1024, 400);
        QCOMPARE(columns(), 2);
        shown.panel.resize(500, 400);
        QCOMPARE(columns(), 1);
        // Nothing in a row is narrower than its text.
        for (const LostRow* row : shown.rows()) {
            for (const QLabel* label : row->findChildren<QLabel*>())
                QVERIFY(label->width() >= label->sizeHint().width());
        }
    }

    void nineOfThemAreSeenAtOnceInAWindowOf1440()
    {
        const Shown shown(lostOf({{LostPart::OnCore, 3},
                                  {LostPart::Ready, 1},
                                  {LostPart::Waiting, 29},
                                  {LostPart::Failed, 1},
                                  {LostPart::StartUp, 1},
                                  {LostPart::HandOff, 1},
                                  {LostPart::NoJob, 1},
                                  {LostPart::TailOrder, 7},
                                  {LostPart::TailRest, 2}}),
                          {1140, 190});
        const auto* bar = shown.panel.findChild<QScrollArea*>()->verticalScrollBar();
        QTRY_COMPARE(bar->maximum(), 0);
        QVERIFY(shown.total()->geometry().bottom() < shown.panel.height());
    }

    void theTotalFollowsTheLegendWhereThereIsRoom()
    {
        const Shown shown(three(), {1000, 400});
        const auto* scroll = shown.panel.findChild<QScrollArea*>();
        QTRY_COMPARE(scroll->height(), shown.panel.findChild<LostLegend*>()->heightForWidth(960));
        QTRY_VERIFY(shown.total()->y() - scroll->geometry().bottom() < 20);
        QVERIFY(shown.total()->height() < 40);
    }

    void whereItIsTooLowTheLegendScrolls()
    {
        const Shown shown(ofEveryPart(), {500, 180});
        const auto* bar = shown.panel.findChild<QScrollArea*>()->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QVERIFY(shown.total()->geometry().bottom() < shown.panel.height());
    }

    void neighboursInTheBarAreToldApartInBothThemes()
    {
        for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
            for (std::size_t i = 0; i + 1 < kLostParts; ++i) {
                if (LostPart(i) != LostPart::NoJob) // no run has it and Idle
                    QVERIFY(lostColor(LostPart(i), *theme) != lostColor(LostPart(i + 1), *theme));
            }
            for (std::size_t i = 0; i < kLostParts; ++i) {
                const QColor color = lostColor(LostPart(i), *theme);
                QVERIFY2(contrastRatio(color, textOn(color)) >= 4.5, kLostPartKeys[i]);
            }
        }
    }

    void toolTipsAreFolded()
    {
        const Shown shown(ofEveryPart());
        for (const LostBarPart* part : shown.bar()) {
            for (const QString& line : part->toolTip().split(u'\n'))
                QVERIFY2(line.size() <= 64, qPrintable(line));
        }
        QCOMPARE(foldedText(QString()), QString());
        QCOMPARE(foldedText(QStringLiteral("two words\nand more")),
                 QStringLiteral("two words\nand more"));
        const QString word(100, u'x');
        QCOMPARE(foldedText(word + u' ' + word), word + u'\n' + word);
    }
};

QTEST_MAIN(TestLostTimePanel)
#include "tst_losttimepanel.moc"
