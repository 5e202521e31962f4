#include "base/numbertext.h"

#include <QTest>

#include <limits>

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

    void aCountThatNoIntHoldsIsCountedAsManyAsOneHolds()
    {
        QCOMPARE(pluralCount(1), 1);
        QCOMPARE(pluralCount(std::numeric_limits<qint64>::max()), std::numeric_limits<int>::max());
    }
};

QTEST_GUILESS_MAIN(TestNumberText)
#include "tst_numbertext.moc"
