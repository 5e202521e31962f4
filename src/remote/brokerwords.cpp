#include "remote/brokerwords.h"

#include "base/systemwords.h"
#include "base/visibletext.h"
#include "remote/remotetr.h"

#include <cerrno>
#include <openssl/err.h>

namespace {

constexpr qsizetype kMostOfBroker = 300; // characters

QString libraryWords(int status)
{
    return QString::fromLatin1(amqp_error_string2(status));
}

// What TLS said last, such as "certificate verify failed".
QString tlsWords(int status)
{
    const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
    return reason ? QString::fromLatin1(reason) : libraryWords(status);
}

} // namespace

QString brokerwords::textOf(amqp_bytes_t bytes)
{
    return visibleExcerpt(
        QString::fromUtf8(static_cast<const char*>(bytes.bytes), qsizetype(bytes.len)),
        kMostOfBroker);
}

QString brokerwords::notConnected(const BrokerAddress& address, int status)
{
    const int systemError = errno;
    switch (status) {
    case AMQP_STATUS_HOSTNAME_RESOLUTION_FAILED:
        return RemoteTr::tr("there is no host %1").arg(visibleText(address.host));
    case AMQP_STATUS_TIMEOUT:
        return RemoteTr::tr("no broker answers at %1").arg(address.place());
    case AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED:
        return RemoteTr::tr("the certificate of the broker at %1 is that of another host")
            .arg(address.place());
    case AMQP_STATUS_SSL_PEER_VERIFY_FAILED:
        return RemoteTr::tr(
                   "the certificate of the broker at %1 is not trusted: it has run out, or "
                   "nobody here knows who signed it (?cacertfile=FILE names that)")
            .arg(address.place());
    case AMQP_STATUS_SSL_CONNECTION_FAILED:
    case AMQP_STATUS_SSL_ERROR:
        return RemoteTr::tr("no TLS with the broker at %1: %2")
            .arg(address.place(), tlsWords(status));
    default:
        // Where it was refused after a wait the library does not say why.
        return systemError == 0 || systemError == EINPROGRESS
                   ? RemoteTr::tr("no broker can be reached at %1: nobody listens there")
                         .arg(address.place())
                   : RemoteTr::tr("no broker can be reached at %1: %2")
                         .arg(address.place(), systemWords(systemError));
    }
}

QString brokerwords::notLetIn(const BrokerAddress& address, const amqp_rpc_reply_t& reply)
{
    if (reply.reply_type != AMQP_RESPONSE_SERVER_EXCEPTION) {
        if (reply.library_error == AMQP_STATUS_TIMEOUT)
            return RemoteTr::tr("the broker at %1 does not answer").arg(address.place());
        return (address.isSecure
                    ? RemoteTr::tr("what answers at %1 is no broker that speaks AMQP 0-9-1")
                    : RemoteTr::tr("what answers at %1 is no broker that speaks AMQP 0-9-1, or "
                                   "wants TLS: amqps://"))
            .arg(address.place());
    }
    if (reply.reply.id != AMQP_CONNECTION_CLOSE_METHOD)
        return RemoteTr::tr("the broker at %1 closed the connection").arg(address.place());
    const auto& close = *static_cast<const amqp_connection_close_t*>(reply.reply.decoded);
    switch (close.reply_code) {
    case AMQP_ACCESS_REFUSED:
        return RemoteTr::tr("the broker at %1 does not let %2 in: wrong user or password")
            .arg(address.place(), visibleText(address.user));
    case AMQP_NOT_ALLOWED:
        return RemoteTr::tr("the broker at %1 has no vhost %2 for %3: %4")
            .arg(address.place(), visibleText(address.vhost), visibleText(address.user),
                 textOf(close.reply_text));
    default:
        return closedByBroker(address, close);
    }
}

QString brokerwords::lost(const BrokerAddress& address, int status)
{
    return status == AMQP_STATUS_HEARTBEAT_TIMEOUT
               ? RemoteTr::tr("the broker at %1 no longer answers").arg(address.place())
               : RemoteTr::tr("the connection to the broker at %1 was lost: %2")
                     .arg(address.place(), libraryWords(status));
}

QString brokerwords::closedByBroker(const BrokerAddress& address,
                                    const amqp_connection_close_t& close)
{
    return RemoteTr::tr("the broker at %1 closed the connection: %2")
        .arg(address.place(), textOf(close.reply_text));
}

QString brokerwords::refused(const Refusal& refusal, const amqp_channel_close_t& close)
{
    const QString why = textOf(close.reply_text);
    return refusal.name.isEmpty() ? refusal.sentence.arg(why)
                                  : refusal.sentence.arg(why, refusal.name);
}
