#include "session/watched.h"

#include "session/sessiontr.h"

namespace {

constexpr QLatin1String kCelery("celery:");

} // namespace

Result<BrokerAddress> watchedBroker(const QString& text)
{
    if (!text.startsWith(kCelery))
        return Problem{SessionTr::tr("it takes celery: and the address of the broker, such as "
                                     "celery:amqp://guest@localhost")};
    return BrokerAddress::parse(text.mid(kCelery.size()));
}

QString watchedName(const BrokerAddress& broker)
{
    return kCelery + broker.shown();
}
