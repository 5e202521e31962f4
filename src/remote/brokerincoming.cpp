#include "remote/brokerincoming.h"

#include "remote/brokerwords.h"

#include <algorithm>
#include <utility>

namespace {

QByteArray bytesOf(amqp_bytes_t bytes)
{
    return {static_cast<const char*>(bytes.bytes), qsizetype(bytes.len)};
}

template <typename Method>
const Method& decoded(const amqp_method_t& method)
{
    return *static_cast<const Method*>(method.decoded);
}

} // namespace

std::optional<BrokerEvent> BrokerIncoming::take(const amqp_frame_t& frame)
{
    switch (frame.frame_type) {
    case AMQP_FRAME_METHOD:
        return takeMethod(frame.channel, frame.payload.method);
    case AMQP_FRAME_HEADER:
        return takeHeader(frame.channel, frame);
    case AMQP_FRAME_BODY:
        return takeBody(frame.channel, frame.payload.body_fragment);
    default:
        return std::nullopt;
    }
}

std::optional<BrokerEvent> BrokerIncoming::takeMethod(quint16 channel, const amqp_method_t& method)
{
    switch (method.id) {
    case AMQP_BASIC_DELIVER_METHOD: {
        const auto& deliver = decoded<amqp_basic_deliver_t>(method);
        BrokerMessage message;
        message.channel = channel;
        message.tag = deliver.delivery_tag;
        message.isRedelivered = deliver.redelivered;
        message.consumer = bytesOf(deliver.consumer_tag);
        message.exchange = bytesOf(deliver.exchange);
        message.routingKey = bytesOf(deliver.routing_key);
        m_coming[channel] = {std::move(message), false, 0};
        return std::nullopt;
    }
    case AMQP_BASIC_RETURN_METHOD: {
        const auto& returned = decoded<amqp_basic_return_t>(method);
        BrokerMessage message;
        message.exchange = bytesOf(returned.exchange);
        message.routingKey = bytesOf(returned.routing_key);
        m_coming[channel] = {std::move(message), true, 0};
        return std::nullopt;
    }
    case AMQP_BASIC_ACK_METHOD: {
        const auto& ack = decoded<amqp_basic_ack_t>(method);
        return PublishAnswer{channel, ack.delivery_tag, ack.multiple != 0, true};
    }
    case AMQP_BASIC_NACK_METHOD: {
        const auto& nack = decoded<amqp_basic_nack_t>(method);
        return PublishAnswer{channel, nack.delivery_tag, nack.multiple != 0, false};
    }
    case AMQP_BASIC_CANCEL_METHOD:
        return ConsumerCancelled{channel,
                                 bytesOf(decoded<amqp_basic_cancel_t>(method).consumer_tag)};
    case AMQP_CONNECTION_BLOCKED_METHOD:
        return BrokerBlocked{
            true, brokerwords::textOf(decoded<amqp_connection_blocked_t>(method).reason)};
    case AMQP_CONNECTION_UNBLOCKED_METHOD:
        return BrokerBlocked{false, {}};
    default:
        return std::nullopt; // an answer that nobody waits for any more
    }
}

std::optional<BrokerEvent> BrokerIncoming::takeHeader(quint16 channel, const amqp_frame_t& frame)
{
    const auto coming = m_coming.find(channel);
    if (coming == m_coming.end())
        return std::nullopt;
    Coming& of = coming->second;
    of.bytesLeft = frame.payload.properties.body_size;
    const auto* properties =
        static_cast<const amqp_basic_properties_t*>(frame.payload.properties.decoded);
    if (properties->_flags & AMQP_BASIC_CONTENT_TYPE_FLAG)
        of.message.contentType = bytesOf(properties->content_type);
    of.message.isTooLong = of.bytesLeft > quint64(m_mostBytes);
    if (!of.message.isTooLong)
        of.message.body.reserve(qsizetype(of.bytesLeft));
    return of.bytesLeft == 0 ? completed(channel) : std::nullopt;
}

std::optional<BrokerEvent> BrokerIncoming::takeBody(quint16 channel, amqp_bytes_t piece)
{
    const auto coming = m_coming.find(channel);
    if (coming == m_coming.end())
        return std::nullopt;
    Coming& of = coming->second;
    const auto length = std::min<quint64>(piece.len, of.bytesLeft);
    if (!of.message.isTooLong)
        of.message.body.append(static_cast<const char*>(piece.bytes), qsizetype(length));
    of.bytesLeft -= length;
    return of.bytesLeft == 0 ? completed(channel) : std::nullopt;
}

std::optional<BrokerEvent> BrokerIncoming::completed(quint16 channel)
{
    Coming whole = std::move(m_coming.at(channel));
    m_coming.erase(channel);
    if (whole.isReturned)
        return PublishReturned{std::move(whole.message.exchange),
                               std::move(whole.message.routingKey), std::move(whole.message.body)};
    return std::move(whole.message);
}
