// The findings as cards: what they say, and how they are used without a mouse.
#include "app/insight/findingspanel.h"

#include "app/controls/appearance.h"
#include "fixtures/somecurve.h"
#include "gantt/paint/theme.h"
#include "text/findingtext.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

namespace {

// Five of them, the first with something to show, the last with nothing to try.
std::shared_ptr<const Insight> fiveFindings()
{
    auto insight = std::make_shared<Insight>(*fixtures::someInsight());
    for (const FindingKind kind :
         {FindingKind::Order, FindingKind::MoreWorkers, FindingKind::HandOff, FindingKind::ColdRun,
          FindingKind::ResultsBlocked}) {
        Finding finding;
        finding.kind = kind;
        finding.share = 0.3;
        finding.gainNs = 1'000'000'000;
        finding.workers = 12;
        finding.job = JobId{34};
        finding.jobNs = 5'200'000'000;
        finding.change.workers = 12;
        finding.tryWhat = kind == FindingKind::ColdRun          ? TryWhat::RunAgain
                          : kind == FindingKind::ResultsBlocked ? TryWhat::Nothing
                                                                : TryWhat::WhatIf;
        if (kind == FindingKind::Order)
            finding.evidence = {{0, 10, 20}};
        insight->findings.findings.push_back(finding);
    }
    return insight;
}

class Shown
{
public:
    explicit Shown(QSize size = {330, 460})
    {
        Appearance::apply(Theme::light());
        panel.resize(size);
        panel.showInsight(fiveFindings());
        panel.show();
        if (!QTest::qWaitForWindowActive(&panel))
            qFatal("the panel does not come up");
    }

    QList<QFrame*> cards()
    {
        QList<QFrame*> cards;
        for (auto* frame : panel.findChildren<QFrame*>()) {
            if (!frame->isHidden() && frame->property("role").toString() == u"finding")
                cards += frame;
        }
        return cards;
    }
    QList<QPushButton*> buttons(const char* role)
    {
        QList<QPushButton*> found;
        for (auto* button : panel.findChildren<QPushButton*>()) {
            if (button->property("role").toString() == QLatin1String(role))
                found += button;
        }
        return found;
    }

    FindingsPanel panel;
};

} // namespace

class TestFindingsPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Appearance::setUp(); }

    void eachFindingIsACardWithItsWords()
    {
        Shown shown;
        const auto insight = fiveFindings();
        const QList<QFrame*> cards = shown.cards();
        QCOMPARE(cards.size(), 5);
        for (qsizetype i = 0; i < cards.size(); ++i) {
            const FindingText text =
                findingText(insight->findings.findings[std::size_t(i)], insight->model);
            QCOMPARE(cards[i]->accessibleName(), text.title);
            const auto labels = cards[i]->findChildren<QLabel*>();
            QCOMPARE(labels[0]->text(), text.title);
            QCOMPARE(labels[1]->text(), text.sentence);
        }
        QCOMPARE(shown.buttons("try").size(), 4);
        QCOMPARE(shown.buttons("link").size(), 1);
    }

    void longTextsAreFoldedAndNotCut_data()
    {
        QTest::addColumn<int>("width");
        QTest::newRow("usual") << 330;
        QTest::newRow("narrow") << 320;
    }
    void longTextsAreFoldedAndNotCut()
    {
        QFETCH(int, width);
        Shown shown({width, 460});
        QCOMPARE(shown.panel.findChild<QScrollArea*>()->horizontalScrollBar()->maximum(), 0);
        for (const QFrame* card : shown.cards()) {
            for (const QLabel* label : card->findChildren<QLabel*>())
                QVERIFY(label->height() >= label->heightForWidth(label->width()));
            for (const QPushButton* button : card->findChildren<QPushButton*>())
                QVERIFY2(button->width() >= button->sizeHint().width(), qPrintable(button->text()));
        }
    }

    void enterAndSpacePressWhatHasTheFocus()
    {
        Shown shown;
        QSignalSpy tried(&shown.panel, &FindingsPanel::tryWanted);
        QSignalSpy wanted(&shown.panel, &FindingsPanel::showWanted);
        auto* first = shown.buttons("try").first();
        first->setFocus();
        const QImage with = first->grab().toImage();
        QTest::keyClick(first, Qt::Key_Return);
        QTest::keyClick(first, Qt::Key_Space);
        QCOMPARE(tried.size(), 2);
        QCOMPARE(tried[0][0].value<Finding>().kind, FindingKind::Order);
        QTest::keyClick(first, Qt::Key_Tab); // on to what shows it
        auto* show = shown.buttons("link").first();
        QVERIFY(show->hasFocus());
        QVERIFY(first->grab().toImage() != with); // the focus is seen
        QVERIFY(show->accessibleName().contains(shown.cards().first()->accessibleName()));
        QTest::keyClick(show, Qt::Key_Return);
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][0].value<Finding>().evidence, (std::vector<LaneStretch>{{0, 10, 20}}));
    }

    void aHintTakesThePlaceOfTheCards()
    {
        Shown shown;
        shown.panel.showHint(QStringLiteral("Looking into the run …"));
        QVERIFY(shown.cards().isEmpty());
        const auto labels = shown.panel.findChildren<QLabel*>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel* label) {
            return label->isVisible() && label->text() == QStringLiteral("Looking into the run …");
        }));
        shown.panel.showInsight(fixtures::someInsight()); // nothing holds it back
        QVERIFY(shown.cards().isEmpty());
        shown.panel.showInsight(fiveFindings());
        QTRY_COMPARE(shown.cards().size(), 5);
    }
};

QTEST_MAIN(TestFindingsPanel)
#include "tst_findingspanel.moc"
