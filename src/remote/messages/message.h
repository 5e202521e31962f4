// Messages between a run and its agents: how each begins, and how it is written and read.
#pragma once

#include "base/result.h"
#include "remote/messages/messagefields.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

// What a message is: its third byte, behind "PS". Each stays what it is.
enum class MessageKind : quint8 {
    Job = 1, // to a worker
    Results, // what became of jobs, with all that happened to them
    Events,  // what has happened to jobs that go on
    Hello,   // an agent is there, or goes
    Claim,   // may this job be begun, which somebody may have had before?
    Answer,  // … it may, or is to be thrown away
    Offer,   // there is a run; again and again while it goes on
    RunOver, // it is over: its jobs are to end
    Ping,    // what does your clock show?
    Pong,    // this
};

namespace messages {

// Whoever changes what a message holds raises it: others are told that they do not understand it.
inline constexpr quint8 kVersion = 2;

// Longer ones are not read.
inline constexpr qsizetype kMaxBytes = 2 << 20;

struct Head
{
    MessageKind kind;
    quint8 version;
};
// Nothing where it is no message of Poolscope's. Of any version.
std::optional<Head> headOf(QByteArrayView message);

namespace detail {

QByteArray begin(MessageKind kind);
// What stands behind the head; or what is wrong with it.
Result<QByteArrayView> bodyOf(QByteArrayView message, MessageKind kind);
Problem damaged();

} // namespace detail

// A message has kKind and a static function pass(fields, message), which passes each of its fields
// to the writer or the reader.

template <typename Message>
QByteArray encoded(const Message& message)
{
    QByteArray bytes = detail::begin(Message::kKind);
    FieldWriter fields(bytes);
    Message::pass(fields, message);
    return bytes;
}

// Or, in one line, why it cannot be used: it is none of Poolscope's, of another kind or version,
// damaged, or holds what is not allowed.
template <typename Message>
Result<Message> decoded(QByteArrayView bytes)
{
    const auto body = detail::bodyOf(bytes, Message::kKind);
    if (const auto* problem = std::get_if<Problem>(&body))
        return *problem;
    FieldReader fields(std::get<QByteArrayView>(body));
    Message message;
    Message::pass(fields, message);
    if (!fields.isGood() || !fields.isAtEnd())
        return detail::damaged();
    return message;
}

} // namespace messages
