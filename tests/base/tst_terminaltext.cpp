// What programs write to a terminal is shown as that leaves it standing; what is no text, as bytes.
#include "base/terminaltext.h"

#include <QTest>

class TestTerminalText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsWhatATerminalLeavesStanding_data()
    {
        QTest::addColumn<QString>("written");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char* name, const char* written, const char* shown) {
            QTest::newRow(name) << QString::fromUtf8(written) << QString::fromUtf8(shown);
        };
        row("nothing", "", "");
        row("plain", "a\n\tb\n", "a\n\tb\n");
        row("a line without an end", "a\nb", "a\nb");
        row("colours", "\033[1;31merror:\033[0m \033[38;2;1;2;3mit\033[m", "error: it");
        row("markup stays", "\033[1mit <b>broke</b>\033[0m", "it <b>broke</b>");
        row("colours of C1", "\u009b31mred\u009bm", "red");
        row("a title", "\033]0;title\007shown", "shown");
        row("a link", "\033]8;;http://a\033\\name\033]8;;\033\\", "name");
        row("a title of C1", "\u009d0;title\u009cshown", "shown");
        row("a character set", "\033(Bshown\0337", "shown");
        row("the last state of a line", "10%\r100%\n", "100%\n");
        row("a shorter one leaves the rest", "wide\rab\n", "abde\n");
        row("a line that is erased first", "wide\r\033[Kab\n", "ab\n");
        row("the rest of a line", "wide\rab\033[0K\n", "ab\n");
        row("all of a line", "wide\033[2K\rab\n", "ab\n");
        row("the beginning of a line", "wide\b\b\033[1K\n", "   e\n");
        row("a line of DOS", "a\r\nb\r\n", "a\nb\n");
        row("a line in hand", "10%\r20%\r", "20%");
        row("letters struck twice", "b\bbo\bold", "bold");
        row("back beyond the beginning", "\b\b\ba", "a");
        row("the line above stays", "a\nb\rc", "a\nc");
        row("beyond the first plane", "😀b\ra", "ab");
        row("over the second half", "a😀\r😀b", "😀b");
        row("cut off at the end", "red\033[31", "red");
        row("only an escape", "a\033", "a\033");
        row("no sequence", "a\033\nb", "a\033\nb");
        row("a title without an end", "\033]0;all of this\nand this",
            "\033]0;all of this\nand this");
        row("a broken sequence", "\033[31\nm", "\033[31\nm");
        row("a bell", "a\007b", "a\007b");
        row("no letter", "caf\xe9", "caf\xe9");
    }

    void itIsWhatATerminalLeavesStanding()
    {
        QFETCH(const QString, written);
        QFETCH(const QString, shown);
        QCOMPARE(terminalText(written), shown);
    }

    void aMessageLosesItsCodesAlone()
    {
        QCOMPARE(withoutTerminalCodes(QStringLiteral("\033[31mbad\r\033[Kgood\b\033[0m\n")),
                 QStringLiteral("bad\rgood\b\n"));
    }

    void halfACharacterStays()
    {
        const QString half(QChar(0xd83d));
        QCOMPARE(terminalText(half + u'a'), half + u'a');
    }

    void aCursorThatIsBeyondTheLineFillsItUp()
    {
        QCOMPARE(terminalText(QStringLiteral("ab\033[2Kc")), QStringLiteral("  c"));
    }

    void stringsWithoutAnEndStayAsTheyStand()
    {
        const QString many = QStringLiteral("\033]").repeated(50'000);
        QCOMPARE(terminalText(many).size(), many.size());
        QCOMPARE(terminalText(QStringLiteral("\033]a\n\033]title\ab")),
                 QStringLiteral("\033]a\nb"));
    }

    void bytesThatAreNoTextAreToldApart()
    {
        QVERIFY(!isBinary({}));
        QVERIFY(!isBinary("a\tb\r\n"));
        QVERIFY(!isBinary("\033[31mred\033[0m\a\b\f"));
        QVERIFY(!isBinary("bytes: \377\376 caf\351\n"));
        QVERIFY(!isBinary("Grüße 😀"));
        QVERIFY(isBinary(QByteArrayView("a long text with a NUL\0 in it", 29)));
        QVERIFY(isBinary("\x89PNG\r\n\x1a\x01\x02\x03\x04\x05\x06"));
        QVERIFY(isBinary("\377\376\375a"));
    }

    void theFirstBytesAreShownInHexadecimalDigits()
    {
        QCOMPARE(firstBytesText({}), QString());
        QCOMPARE(firstBytesText(QByteArrayView("\177ELF\0", 5)), QStringLiteral("7f 45 4c 46 00"));
        QCOMPARE(firstBytesText(QByteArray(16, 'a')).count(QStringLiteral("61")), 16);
        QVERIFY(firstBytesText(QByteArray(17, 'a')).endsWith(QStringLiteral("61 …")));
        QCOMPARE(firstBytesText(QByteArray(17, 'a')).count(QStringLiteral("61")), 16);
    }
};

QTEST_GUILESS_MAIN(TestTerminalText)
#include "tst_terminaltext.moc"
