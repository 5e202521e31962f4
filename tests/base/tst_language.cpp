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
    void cleanup()
    {
        Language::use(QStringLiteral("en"));
        qunsetenv("LANGUAGE");
    }

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

    void theDesktopsFirstLanguageThatIsThereIsTaken_data()
    {
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QString>("code");
        QTest::newRow("German of Austria") << QByteArray("de_AT") << QStringLiteral("de");
        QTest::newRow("the second") << QByteArray("tlh:zh_CN") << QStringLiteral("zh_CN");
        QTest::newRow("Chinese of Singapore") << QByteArray("zh_SG") << QStringLiteral("zh_CN");
        QTest::newRow("other letters") << QByteArray("zh_TW") << QStringLiteral("en");
        QTest::newRow("English before others") << QByteArray("en_GB:de") << QStringLiteral("en");
        QTest::newRow("none") << QByteArray("tlh") << QStringLiteral("en");
    }
    void theDesktopsFirstLanguageThatIsThereIsTaken()
    {
        QFETCH(QByteArray, wanted);
        QFETCH(QString, code);
        const QByteArray all = qgetenv("LC_ALL");
        qputenv("LC_ALL", "en_US.UTF-8");
        qputenv("LANGUAGE", wanted);
        const QString found = Language::ofDesktop();
        if (all.isEmpty())
            qunsetenv("LC_ALL");
        else
            qputenv("LC_ALL", all);
        QCOMPARE(found, code);
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "tst_language.moc"
