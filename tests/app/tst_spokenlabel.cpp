#include "app/controls/spokenlabel.h"

#include <QAccessible>
#include <QTest>

namespace {

QString readOf(SpokenLabel& label)
{
    return QAccessible::queryAccessibleInterface(&label)->text(QAccessible::Name);
}

} // namespace

// That it is spoken is tested from outside: Qt tells nothing where no desktop listens.
class TestSpokenLabel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void itIsANotification()
    {
        SpokenLabel label(nullptr);
        QCOMPARE(QAccessible::queryAccessibleInterface(&label)->role(), QAccessible::Notification);
    }

    void itIsReadAsItIsSeen()
    {
        SpokenLabel label(nullptr);
        label.showText(QStringLiteral("3 of 5 jobs done"));
        QCOMPARE(label.text(), QStringLiteral("3 of 5 jobs done"));
        QCOMPARE(readOf(label), label.text());
    }

    void whatIsSpokenHasMoreUntilTheTextIsAnother()
    {
        SpokenLabel label(nullptr);
        label.showText(QStringLiteral("All jobs done"));
        label.speak(QStringLiteral("Speed-up 2.50×"));
        QCOMPARE(label.text(), QStringLiteral("All jobs done"));
        QCOMPARE(readOf(label), QStringLiteral("All jobs done. Speed-up 2.50×"));
        label.speak({});
        QCOMPARE(readOf(label), QStringLiteral("All jobs done"));
        label.showText(QStringLiteral("Ready"));
        QCOMPARE(readOf(label), QStringLiteral("Ready"));
    }
};

QTEST_MAIN(TestSpokenLabel)
#include "tst_spokenlabel.moc"
