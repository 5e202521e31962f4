// Puts together what comes from a broker in frames.
#pragma once

#include "remote/amqp.h"
#include "remote/brokerevent.h"

#include <optional>
#include <unordered_map>

// For one thread. A message comes as a method, a header with its length, and pieces of its body;
// those of different channels may stand between each other's.
class BrokerIncoming
{
public:
    explicit BrokerIncoming(qsizetype mostBytes) : m_mostBytes(mostBytes) {}

    // Takes a frame; gives an event where one is complete with it. Closings of channels and of the
    // connection are no events here: see isClosing().
    std::optional<BrokerEvent> take(const amqp_frame_t& frame);

    // Whether it says that a channel, or the connection, is closed.
    static bool isClosing(const amqp_frame_t& frame)
    {
        return frame.frame_type == AMQP_FRAME_METHOD &&
               (frame.payload.method.id == AMQP_CHANNEL_CLOSE_METHOD ||
                frame.payload.method.id == AMQP_CONNECTION_CLOSE_METHOD);
    }

    // What had begun to come on a channel that is closed comes no more.
    void forget(quint16 channel) { m_coming.erase(channel); }

private:
    struct Coming
    {
        BrokerMessage message{};
        bool isReturned = false;
        quint64 bytesLeft = 0;
    };

    std::optional<BrokerEvent> takeMethod(quint16 channel, const amqp_method_t& method);
    std::optional<BrokerEvent> takeHeader(quint16 channel, const amqp_frame_t& frame);
    std::optional<BrokerEvent> takeBody(quint16 channel, amqp_bytes_t piece);
    std::optional<BrokerEvent> completed(quint16 channel);

    const qsizetype m_mostBytes;
    std::unordered_map<quint16, Coming> m_coming; // by channel
};
