// What went wrong at a broker, in words that help.
#pragma once

#include "plan/settings/brokeraddress.h"
#include "remote/amqp.h"

#include <QString>

namespace brokerwords {

// A text of the broker's, to be shown.
QString textOf(amqp_bytes_t bytes);

// Why no socket to the broker could be opened, for a status of the library.
QString notConnected(const BrokerAddress& address, int status);

// Why the broker did not let us in.
QString notLetIn(const BrokerAddress& address, const amqp_rpc_reply_t& reply);

// Why a connection that was there is lost, for a status of the library.
QString lost(const BrokerAddress& address, int status);

// … as the broker closed it: in its words.
QString closedByBroker(const BrokerAddress& address, const amqp_connection_close_t& close);

// What is said when the broker refuses something.
struct Refusal
{
    QString sentence; // with %1 for why, and %2 for what bears a name
    QString name{};
};

// Why the broker refused what was asked for, such as a queue that is there with other arguments.
QString refused(const Refusal& refusal, const amqp_channel_close_t& close);

} // namespace brokerwords
