// Where a message broker is, and as whom one comes to it.
#pragma once

#include "base/result.h"

#include <QString>
#include <QtGlobal>

#include <optional>

// A value. The password that was typed is in `password` alone: no text that this gives shows it.
struct BrokerAddress
{
    bool isSecure = false; // amqps: by TLS
    QString host{};
    quint16 port = kPort;
    QString vhost = QStringLiteral("/");
    QString user = QStringLiteral("guest");
    std::optional<QString> password{}; // where the address holds one

    // Of a broker whose certificate is not signed by whom the system trusts: who signed it, as a
    // file, or that nobody need have.
    QString certificates{};
    bool isVerified = true;

    static constexpr quint16 kPort = 5672;
    static constexpr quint16 kSecurePort = 5671;
    static constexpr qsizetype kMaxLength = 1000;

    bool operator==(const BrokerAddress&) const = default;

    // Takes amqp://USER:PASSWORD@HOST:PORT/VHOST, of which all but the host may be missing, or
    // amqps://, that also with ?cacertfile=FILE and ?verify=verify_none; a host alone is
    // amqp://HOST. What is wrong with another one is said without showing it, as it may hold a
    // password. Source: RabbitMQ URI Specification, RabbitMQ URI Query Parameters.
    static Result<BrokerAddress> parse(const QString& text);

    // The same address without the password; parse() takes it. For screens, files and logs.
    QString shown() const;
    // Host and port, for sentences.
    QString place() const;
};

// The same text with what may be the password of an address in it written as "…". For messages that
// show what was given.
QString withoutPassword(const QString& text);
// The same in place, with x for each byte: for arguments of the program, which others may see.
void hidePassword(char* text);

// The passwords of brokers: those that were typed in addresses, for as long as the program lives,
// and those that are kept elsewhere. Any thread.
namespace brokerpasswords {

// The variables of the environment: a file whose first line is the password, and the password.
inline constexpr char kFileVariable[] = "POOLSCOPE_BROKER_PASSWORD_FILE";
inline constexpr char kVariable[] = "POOLSCOPE_BROKER_PASSWORD";

// Keeps the password that the address holds, if it does.
void keep(const BrokerAddress& address);

// That of the address itself; else what was kept for the same user, host, port and vhost; else from
// the file; else from the environment; else "guest" for the user of that name, as brokers have it.
// Or why the file cannot be read.
Result<QString> of(const BrokerAddress& address);

} // namespace brokerpasswords
