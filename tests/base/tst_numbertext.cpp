#include "base/numbertext.h"

#include <QTest>

class TestNumberText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void digitsStandInGroups()
    {
        QCOMPARE(numberText(0), QStringLiteral("0"));
        QCOMPARE(numberText(1'000'000), QStringLiteral("1,000,000"));
        QCOMPARE(numberText(-1'234), QStringLiteral("-1,234"));
    }

    void aShareIsShownInPercent()
    {
        QCOMPARE(percentText(0), QStringLiteral("0.0 %"));
        QCOMPARE(percentText(2.5 / 3), QStringLiteral("83.3 %"));
        QCOMPARE(percentText(1.5), QStringLiteral("150.0 %"));
    }

    void oneOfSomethingHasAFormOfItsOwn()
    {
        const auto jobs = [](qint64 count) {
            return counted(count, QStringLiteral("1 job"), QStringLiteral("%1 jobs"));
        };
        QCOMPARE(jobs(0), QStringLiteral("0 jobs"));
        QCOMPARE(jobs(1), QStringLiteral("1 job"));
        QCOMPARE(jobs(10'000), QStringLiteral("10,000 jobs"));
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_numbertext.moc"
