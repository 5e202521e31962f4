#include "fuzz/fuzzed.h"

#include "remote/messages/agentmessages.h"
#include "remote/messages/jobmessage.h"
#include "remote/messages/workermessages.h"

namespace {

// What is taken is written, and read again the same.
template <typename Message>
void tryAs(QByteArrayView bytes)
{
    const auto decoded = messages::decoded<Message>(bytes);
    const auto* message = std::get_if<Message>(&decoded);
    if (!message)
        return;
    const QByteArray written = messages::encoded(*message);
    const auto again = messages::decoded<Message>(written);
    fuzzed::expect(std::holds_alternative<Message>(again));
    fuzzed::expect(messages::encoded(std::get<Message>(again)) == written);
}

template <typename... Message>
void tryAsEach(QByteArrayView bytes)
{
    (tryAs<Message>(bytes), ...);
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    tryAsEach<JobMessage, ResultsMessage, EventsMessage, HelloMessage, ClaimMessage, ClaimAnswer,
              OfferMessage, RunOverMessage, PingMessage, PongMessage>(
        QByteArrayView(data, qsizetype(size)));
    return 0;
}
