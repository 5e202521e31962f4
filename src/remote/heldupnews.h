// What holds up somebody who waits for a broker, for a listener on another thread.
#pragma once

#include "channel/channel.h"

#include <QString>

#include <optional>
#include <utility>

// For one thread.
class HeldUpNews
{
public:
    // Nobody listens where there is no receiver.
    explicit HeldUpNews(std::optional<Sender<QString>> to = {}) : m_to(std::move(to)) {}

    // In words, such as since when there is no connection; empty where nothing does. Said when it
    // is something else than before: who does not read hears the newest later.
    void tell(const QString& words)
    {
        if (m_to && m_told != words && m_to->trySend(words) != ChannelOutcome::WouldBlock)
            m_told = words;
    }

private:
    const std::optional<Sender<QString>> m_to;
    QString m_told;
};
