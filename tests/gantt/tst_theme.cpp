#include "gantt/theme.h"

#include <QTest>

#include <set>

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrastRatio(Qt::white, Qt::black), 21.0);
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::white, Qt::white), 1.0);
    }

    void textOnEveryBarCanBeRead()
    {
        for (int job = 1; job <= 7; ++job) {
            const QColor color = jobColor(JobId{job});
            QVERIFY(contrastRatio(color, textOn(color)) >= 4.5);
        }
    }

    void textCanBeReadInBothThemes()
    {
        for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
            for (const QColor& background : {theme->window, theme->chart, theme->field}) {
                QVERIFY(contrastRatio(theme->text, background) >= 7);
                QVERIFY(contrastRatio(theme->muted, background) >= 4.5);
            }
            QVERIFY(contrastRatio(theme->onAccent, theme->accent) >= 4.5);
            QVERIFY(contrastRatio(theme->error, theme->window) >= 4.5);
            // Large numbers need less.
            QVERIFY(contrastRatio(theme->pool, theme->window) >= 3);
            QVERIFY(contrastRatio(theme->sequential, theme->window) >= 3);
        }
    }

    void neighbouringJobsHaveDifferentColours()
    {
        std::set<QRgb> seen;
        for (int job = 1; job <= 7; ++job)
            seen.insert(jobColor(JobId{job}).rgb());
        QCOMPARE(seen.size(), std::size_t(7));
        QCOMPARE(jobColor(JobId{8}), jobColor(JobId{1}));
    }
};

QTEST_GUILESS_MAIN(TestTheme)
#include "tst_theme.moc"
