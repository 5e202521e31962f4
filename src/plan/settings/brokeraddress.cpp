#include "plan/settings/brokeraddress.h"

#include "base/visibletext.h"
#include "plan/plantr.h"

#include <QFile>
#include <QHash>
#include <QUrl>
#include <QUrlQuery>

#include <algorithm>
#include <mutex>
#include <utility>

namespace {

constexpr qint64 kMaxPasswordBytes = 1000;

Problem refused(const QString& why)
{
    return Problem{
        PlanTr::tr("%1; an address is amqp://USER@HOST:PORT/VHOST, or amqps:// for TLS").arg(why)};
}

// What an address without a path means, and with an empty one or "//", as some write it.
QString vhostOf(const QUrl& url)
{
    const QString path = url.path(QUrl::FullyDecoded).mid(1);
    return path.isEmpty() ? QStringLiteral("/") : path;
}

// Where the password of an address stands in a text that may be one: its beginning and its length.
std::pair<qsizetype, qsizetype> passwordIn(QByteArrayView text)
{
    const qsizetype scheme = text.indexOf("://");
    const qsizetype end = text.lastIndexOf('@');
    const qsizetype colon = scheme < 0 ? -1 : text.indexOf(':', scheme + 3);
    return colon < 0 || end <= colon ? std::pair<qsizetype, qsizetype>{0, 0}
                                     : std::pair{colon + 1, end - colon - 1};
}

std::mutex s_mutex;

QHash<QString, QString>& kept()
{
    static QHash<QString, QString> passwords;
    return passwords;
}

Result<QString> firstLineOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Problem{PlanTr::tr("the broker's password cannot be read from %1: %2")
                           .arg(visibleText(path), file.errorString())};
    }
    QByteArray line = file.readLine(kMaxPasswordBytes);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

} // namespace

Result<BrokerAddress> BrokerAddress::parse(const QString& text)
{
    if (text.size() > kMaxLength)
        return refused(PlanTr::tr("it is too long"));
    const QUrl url(text.contains(QLatin1String("://")) ? text : QStringLiteral("amqp://") + text,
                   QUrl::StrictMode);
    BrokerAddress address;
    address.isSecure = url.scheme() == QLatin1String("amqps");
    if (!url.isValid() || (!address.isSecure && url.scheme() != QLatin1String("amqp")))
        return refused(PlanTr::tr("that is no address of a broker"));
    if (url.host().isEmpty())
        return refused(PlanTr::tr("it names no host"));
    if (url.hasFragment())
        return refused(PlanTr::tr("what stands behind # belongs to no address"));
    address.host = url.host();
    address.port = quint16(url.port(address.isSecure ? kSecurePort : kPort));
    address.vhost = vhostOf(url);
    if (!url.userName().isEmpty())
        address.user = url.userName(QUrl::FullyDecoded);
    if (!url.password().isEmpty())
        address.password = url.password(QUrl::FullyDecoded);
    for (const auto& [name, value] : QUrlQuery(url).queryItems(QUrl::FullyDecoded)) {
        if (address.isSecure && name == QLatin1String("cacertfile"))
            address.certificates = value;
        else if (address.isSecure && name == QLatin1String("verify") &&
                 (value == QLatin1String("verify_none") || value == QLatin1String("verify_peer")))
            address.isVerified = value == QLatin1String("verify_peer");
        else
            return refused(PlanTr::tr("behind ? it may have cacertfile=FILE and "
                                      "verify=verify_none, with amqps"));
    }
    return address;
}

QString BrokerAddress::shown() const
{
    QUrl url;
    url.setScheme(isSecure ? QStringLiteral("amqps") : QStringLiteral("amqp"));
    if (user != QLatin1String("guest"))
        url.setUserName(user, QUrl::DecodedMode);
    url.setHost(host);
    if (port != (isSecure ? kSecurePort : kPort))
        url.setPort(port);
    if (vhost != QLatin1String("/"))
        url.setPath(u'/' + vhost, QUrl::DecodedMode);
    QUrlQuery query;
    if (!certificates.isEmpty())
        query.addQueryItem(QStringLiteral("cacertfile"), certificates);
    if (!isVerified)
        query.addQueryItem(QStringLiteral("verify"), QStringLiteral("verify_none"));
    if (!query.isEmpty())
        url.setQuery(query);
    return url.toString(QUrl::FullyEncoded);
}

QString BrokerAddress::place() const
{
    return (host.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2"))
        .arg(visibleText(host))
        .arg(port);
}

QString withoutPassword(const QString& text)
{
    QByteArray shown = text.toUtf8();
    const auto [begin, length] = passwordIn(shown);
    return length > 0 ? QString::fromUtf8(shown.replace(begin, length, "…")) : text;
}

void hidePassword(char* text)
{
    const auto [begin, length] = passwordIn(QByteArrayView(text));
    std::fill_n(text + begin, length, 'x');
}

void brokerpasswords::keep(const BrokerAddress& address)
{
    if (!address.password)
        return;
    const std::lock_guard lock(s_mutex);
    kept().insert(address.shown(), *address.password);
}

Result<QString> brokerpasswords::of(const BrokerAddress& address)
{
    if (address.password)
        return *address.password;
    {
        const std::lock_guard lock(s_mutex);
        if (const auto found = kept().constFind(address.shown()); found != kept().constEnd())
            return *found;
    }
    if (const QString path = qEnvironmentVariable(kFileVariable); !path.isEmpty())
        return firstLineOf(path);
    if (const QString password = qEnvironmentVariable(kVariable); !password.isEmpty())
        return password;
    return address.user == QLatin1String("guest") ? QStringLiteral("guest") : QString();
}
