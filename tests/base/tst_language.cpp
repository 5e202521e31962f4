// Texts in other languages, and those that stay in English.
#include "base/language.h"
#include "base/numbertext.h"

#include <QCoreApplication>
#include <QTest>

#include <future>

namespace {

QString workers(int count)
{
    return QCoreApplication::translate("Text", "%Ln workers", nullptr, count);
}

} // namespace

class TestLanguage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { Language::use(QStringLiteral("en")); }

    void oneOfSomethingHasAFormOfItsOwn()
    {
        QCOMPARE(workers(0), QStringLiteral("0 workers"));
        QCOMPARE(workers(1), QStringLiteral("1 worker"));
        QCOMPARE(workers(10'000), QStringLiteral("10,000 workers"));
    }

    void eachLanguageHasItsForms_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::newRow("en") << QStringLiteral("en") << QStringLiteral("1 worker")
                            << QStringLiteral("1,234 workers");
        QTest::newRow("de") << QStringLiteral("de") << QStringLiteral("1 Worker")
                            << QStringLiteral("1,234 Worker");
        QTest::newRow("zh_CN") << QStringLiteral("zh_CN") << QStringLiteral("1 个工作线程")
                               << QStringLiteral("1,234 个工作线程");
    }
    void eachLanguageHasItsForms()
    {
        QFETCH(QString, code);
        QFETCH(QString, one);
        QFETCH(QString, many);
        Language::use(code);
        QCOMPARE(Language::inUse(), code);
        QCOMPARE(workers(1), one);
        QCOMPARE(workers(1234), many);
    }

    void whatIsInEnglishIsSoOnItsThreadAlone()
    {
        Language::use(QStringLiteral("de"));
        {
            const InEnglish inEnglish;
            const InEnglish notWanted(false);
            QCOMPARE(workers(2), QStringLiteral("2 workers"));
            QCOMPARE(Language::inUse(), QStringLiteral("en"));
            QCOMPARE(std::async(std::launch::async, workers, 2).get(), QStringLiteral("2 Worker"));
        }
        QCOMPARE(workers(2), QStringLiteral("2 Worker"));
    }

    void aLanguageThatIsNotThereIsEnglish()
    {
        Language::use(QStringLiteral("tlh"));
        QCOMPARE(Language::inUse(), QStringLiteral("en"));
    }

    void theFirstLanguageThatIsThereIsTaken()
    {
        QCOMPARE(Language::firstOf({QStringLiteral("de-AT"), QStringLiteral("en-US")}),
                 QStringLiteral("de"));
        QCOMPARE(Language::firstOf({QStringLiteral("fr-FR"), QStringLiteral("zh-CN")}),
                 QStringLiteral("zh_CN"));
        QCOMPARE(Language::firstOf({QStringLiteral("zh-Hans-SG")}), QStringLiteral("zh_CN"));
        QCOMPARE(Language::firstOf({QStringLiteral("en-GB"), QStringLiteral("de-DE")}),
                 QStringLiteral("en"));
    }

    void whereThereIsNoneItIsEnglish()
    {
        QCOMPARE(Language::firstOf({}), QStringLiteral("en"));
        QCOMPARE(Language::firstOf({QStringLiteral("fr-FR")}), QStringLiteral("en"));
        QCOMPARE(Language::firstOf({QStringLiteral("zh-Hant-TW")}), QStringLiteral("en"));
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
