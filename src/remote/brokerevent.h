// What comes from a broker.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <variant>

// A message, whole.
struct BrokerMessage
{
    quint16 channel = 0;
    quint64 tag = 0;            // to acknowledge it on that channel
    bool isRedelivered = false; // somebody had it before and did not acknowledge it
    QByteArray consumer{};      // by whom it was asked for
    QByteArray exchange{};
    QByteArray routingKey{};
    QByteArray contentType{}; // where the sender says it
    QByteArray body{};
    bool isTooLong = false; // the body was longer than may be, and is left out
};

// All publishings on a channel up to the number `upTo`, or that one alone, were taken by the
// broker, or refused: their queue is full.
struct PublishAnswer
{
    quint16 channel = 0;
    quint64 upTo = 0;
    bool isMultiple = false;
    bool isTaken = true;
};

// What was published as mandatory has no queue to go to.
struct PublishReturned
{
    QByteArray exchange{};
    QByteArray routingKey{};
    QByteArray body{};
};

// The queue of a consumer has been deleted.
struct ConsumerCancelled
{
    quint16 channel = 0;
    QByteArray consumer{};
};

// The broker takes nothing that is published for now, as it is short of memory or disk; or again.
struct BrokerBlocked
{
    bool isBlocked = false;
    QString reason{}; // in the broker's words
};

// The broker has closed a channel: what was asked for there is not allowed.
struct ChannelClosed
{
    quint16 channel = 0;
    Problem why{};
};

// There is no connection any more.
struct ConnectionLost
{
    Problem why{};
};

// The waker has called.
struct Woken
{
};

// Nothing came for as long as was asked.
struct Silence
{
};

using BrokerEvent = std::variant<Silence, Woken, BrokerMessage, PublishAnswer, PublishReturned,
                                 ConsumerCancelled, BrokerBlocked, ChannelClosed, ConnectionLost>;
