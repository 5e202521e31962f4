#include "base/visibletext.h"

#include <QTest>

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatShowsNothingIsWrittenOut_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("visible");
        const auto row = [](const char* name, const QString& text, const char* visible) {
            QTest::newRow(name) << text << QString::fromUtf8(visible);
        };
        row("empty", {}, "");
        row("plain", QStringLiteral("gcc -c a.c"), "gcc -c a.c");
        row("line feed", QStringLiteral("a\nworker 1 finished job 99"),
            "a\\nworker 1 finished job 99");
        row("carriage return and tab", QStringLiteral("a\r\tb"), "a\\r\\tb");
        row("escape sequence", QStringLiteral("\x1b[31mred"), "\\033[31mred");
        row("null", QString(QChar(u'\0')), "\\000");
        row("delete", QString(QChar(0x7f)), "\\177");
        row("C1 control sequence introducer", QString(QChar(0x9b)), "\\233");
        row("bidi override", QString(QChar(0x202e)) + QStringLiteral("gpj.exe"), "\\u202egpj.exe");
        row("bidi isolate", QString(QChar(0x2066)), "\\u2066");
        row("line separator", QString(QChar(0x2028)), "\\u2028");
        row("half a pair", QString(QChar(0xd800)) + u'a', "\\ud800a");
        row("the other half", u'a' + QString(QChar(0xdc00)), "a\\udc00");
        row("noncharacter", QString(QChar(0xfffe)), "\\ufffe");
        row("backslash", QStringLiteral("a\\b"), "a\\b");
    }
    void whatShowsNothingIsWrittenOut()
    {
        QFETCH(QString, text);
        QFETCH(QString, visible);
        QCOMPARE(visibleText(text), visible);
    }

    void whatIsSeenStaysAsItIs()
    {
        const QString text = QStringLiteral("µs – 日本語 עברית 👩‍💻 é <b>&amp;");
        QCOMPARE(visibleText(text), text);
    }

    void aBeginningHasNoHalfCharacterAtItsEnd()
    {
        const QString text = QStringLiteral("ab\U0001f600c");
        QCOMPARE(beginningOf(text, 2), QStringLiteral("ab"));
        QCOMPARE(beginningOf(text, 3), QStringLiteral("ab"));
        QCOMPARE(beginningOf(text, 4), QStringLiteral("ab\U0001f600"));
        QCOMPARE(beginningOf(text, 5), text);
        QCOMPARE(beginningOf(text, 0), QString());
    }

    void anExcerptIsVisibleAndSaysThatTheTextGoesOn()
    {
        QCOMPARE(visibleExcerpt(QStringLiteral("a\nb"), 3), QStringLiteral("a\\nb"));
        QCOMPARE(visibleExcerpt(QStringLiteral("a\nbc"), 3), QStringLiteral("a\\nb…"));
    }
};

QTEST_APPLESS_MAIN(TestVisibleText)
#include "tst_visibletext.moc"
