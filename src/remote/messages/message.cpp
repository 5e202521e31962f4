#include "remote/messages/message.h"

#include "remote/remotetr.h"

namespace {

constexpr qsizetype kHeadBytes = 4;

} // namespace

std::optional<messages::Head> messages::headOf(QByteArrayView message)
{
    if (message.size() < kHeadBytes || !message.startsWith("PS"))
        return std::nullopt;
    return Head{MessageKind(quint8(message[2])), quint8(message[3])};
}

QByteArray messages::detail::begin(MessageKind kind)
{
    QByteArray bytes("PS");
    bytes += char(kind);
    bytes += char(kVersion);
    return bytes;
}

Result<QByteArrayView> messages::detail::bodyOf(QByteArrayView message, MessageKind kind)
{
    if (message.size() > kMaxBytes)
        return Problem{RemoteTr::tr("a message is too long")};
    const auto head = headOf(message);
    if (!head)
        return Problem{RemoteTr::tr("a message is not one of Poolscope's")};
    if (head->version != kVersion) {
        return Problem{RemoteTr::tr("a message is of version %1, and this Poolscope speaks version "
                                    "%2: the same Poolscope has to be on both sides")
                           .arg(head->version)
                           .arg(kVersion)};
    }
    if (head->kind != kind)
        return Problem{RemoteTr::tr("a message is of another kind than belongs here")};
    return message.sliced(kHeadBytes);
}

Problem messages::detail::damaged()
{
    return Problem{RemoteTr::tr("a message is damaged")};
}
