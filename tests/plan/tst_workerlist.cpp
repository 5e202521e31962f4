// Lists of numbers of workers, as --simulate and --measure take them.
#include "plan/settings/runsettings.h"
#include "plan/settings/workerlist.h"

#include <QTest>

namespace {

// Empty where there is a problem.
std::vector<int> numbersIn(const QString& text)
{
    const auto result = parseWorkerList(text);
    const auto* numbers = std::get_if<std::vector<int>>(&result);
    return numbers ? *numbers : std::vector<int>();
}

} // namespace

class TestWorkerList : public QObject
{
    Q_OBJECT

    using Numbers = std::vector<int>;

private Q_SLOTS:
    void numbersAndRangesStandSideBySide()
    {
        QVERIFY(numbersIn(QStringLiteral("3")) == Numbers({3}));
        QVERIFY(numbersIn(QStringLiteral("1,2,4")) == Numbers({1, 2, 4}));
        QVERIFY(numbersIn(QStringLiteral("1..4")) == Numbers({1, 2, 3, 4}));
        QVERIFY(numbersIn(QStringLiteral("1..4,8,16")) == Numbers({1, 2, 3, 4, 8, 16}));
        QVERIFY(numbersIn(QStringLiteral("7..7")) == Numbers({7}));
    }

    void eachNumberIsThereOnceInAscendingOrder()
    {
        QVERIFY(numbersIn(QStringLiteral("8,2..4,3,8,1")) == Numbers({1, 2, 3, 4, 8}));
        QVERIFY(numbersIn(QStringLiteral("2..4,1..3")) == Numbers({1, 2, 3, 4}));
    }

    void thereAreNeverMoreThanThereMayBeWorkers()
    {
        const auto all = numbersIn(QStringLiteral("1..1024,1..1024,5"));
        QCOMPARE(all.size(), std::size_t(RunSettings::kMaxWorkers));
        QCOMPARE(all.back(), RunSettings::kMaxWorkers);
    }

    void whatIsNoListIsQuotedWithWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("quoted");
        const auto add = [](const char* text, const char* quoted) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(quoted);
        };
        add("", "''");
        add(",", "''");
        add("1,,2", "''");
        add("0", "'0'");
        add("1..1025", "'1..1025'");
        add("-3", "'-3'");
        add("4..1", "'4..1'");
        add("1,8..4", "'8..4'");
        add("1..", "'1..'");
        add("..4", "'..4'");
        add("1..2..3", "'1..2..3'");
        add("1...4", "'1...4'");
        add("1-4", "'1-4'");
        add("two", "'two'");
        add("1.5", "'1.5'");
        add("99999999999999999999", "'99999999999999999999'");
    }

    void whatIsNoListIsQuotedWithWhatIsAllowed()
    {
        QFETCH(const QString, text);
        QFETCH(const QString, quoted);
        const auto result = parseWorkerList(text);
        const auto* problem = std::get_if<Problem>(&result);
        QVERIFY(problem);
        QVERIFY2(problem->message.contains(quoted), qPrintable(problem->message));
        QVERIFY2(problem->message.contains(QStringLiteral("1 to 1024")),
                 qPrintable(problem->message));
    }

    void aLongTextIsQuotedByItsBeginning()
    {
        const auto result = parseWorkerList(QString(100'000, u'9'));
        QVERIFY(std::get<Problem>(result).message.size() < 250);
    }
};

QTEST_GUILESS_MAIN(TestWorkerList)
#include "tst_workerlist.moc"
