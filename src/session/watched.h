// What can be watched, as it is written on the command line and in the window.
#pragma once

#include "base/result.h"
#include "plan/settings/brokeraddress.h"

#include <QString>

// "celery:" and the address of the broker that Celery's workers use. What is wrong with another
// text is said without showing it, as it may hold a password.
Result<BrokerAddress> watchedBroker(const QString& text);

// The same the other way, without the password.
QString watchedName(const BrokerAddress& broker);
