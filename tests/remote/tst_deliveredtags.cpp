#include "remote/agent/deliveredtags.h"

#include <QStringList>
#include <QTest>

namespace {

// What is acknowledged now: "3" for one delivery, "..3" for all up to it.
QString acknowledged(DeliveredTags& tags)
{
    QStringList texts;
    tags.settle([&](quint64 tag, bool isMultiple) {
        texts += (isMultiple ? QStringLiteral("..") : QString()) + QString::number(tag);
    });
    return texts.join(u' ');
}

DeliveredTags cameUpTo(quint64 last)
{
    DeliveredTags tags;
    for (quint64 tag = 1; tag <= last; ++tag)
        tags.came(tag);
    return tags;
}

} // namespace

class TestDeliveredTags : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsInHandIsNotAcknowledged()
    {
        DeliveredTags tags = cameUpTo(3);
        QCOMPARE(acknowledged(tags), QString());
    }

    void allUpToOneAreAcknowledgedTogether()
    {
        DeliveredTags tags = cameUpTo(4);
        for (const quint64 tag : {3, 1, 2})
            tags.done(tag);
        QCOMPARE(acknowledged(tags), QStringLiteral("..3"));
        tags.done(4);
        QCOMPARE(acknowledged(tags), QStringLiteral("..4"));
    }

    void thoseBehindOneInHandAreAcknowledgedOneByOne()
    {
        DeliveredTags tags = cameUpTo(5);
        for (const quint64 tag : {1, 3, 5})
            tags.done(tag);
        QCOMPARE(acknowledged(tags), QStringLiteral("..1 3 5"));
        tags.done(4);
        QCOMPARE(acknowledged(tags), QStringLiteral("4"));
        tags.done(2);
        QCOMPARE(acknowledged(tags), QStringLiteral("..2"));
    }

    void whatWentBackIsNotAcknowledgedAndHoldsNothingUp()
    {
        DeliveredTags tags = cameUpTo(2);
        tags.wentBack(1);
        tags.done(1);
        tags.done(2);
        QCOMPARE(acknowledged(tags), QStringLiteral("..2"));
    }

    void eachIsAcknowledgedOnce()
    {
        DeliveredTags tags = cameUpTo(1);
        tags.done(1);
        tags.done(1);
        QCOMPARE(acknowledged(tags), QStringLiteral("..1"));
        QCOMPARE(acknowledged(tags), QString());
    }
};

QTEST_GUILESS_MAIN(TestDeliveredTags)
#include "tst_deliveredtags.moc"
