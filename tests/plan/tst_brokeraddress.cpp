#include "plan/settings/brokeraddress.h"

#include "plan/settings/settingfields.h"

#include "fixtures/folder.h"

#include <QTest>

namespace {

BrokerAddress parsed(const char* text)
{
    const auto address = BrokerAddress::parse(QString::fromUtf8(text));
    if (const auto* problem = std::get_if<Problem>(&address))
        qFatal("%s: %s", text, qPrintable(problem->message));
    return std::get<BrokerAddress>(address);
}

QString passwordOf(const BrokerAddress& address)
{
    const auto password = brokerpasswords::of(address);
    const auto* problem = std::get_if<Problem>(&password);
    return problem ? problem->message : std::get<QString>(password);
}

} // namespace

class TestBrokerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        qunsetenv(brokerpasswords::kVariable);
        qunsetenv(brokerpasswords::kFileVariable);
    }

    void allPartsAreTaken()
    {
        const BrokerAddress address = parsed("amqps://me:p%40ss@host.example:1234/jobs");
        QVERIFY(address.isSecure);
        QCOMPARE(address.host, QStringLiteral("host.example"));
        QCOMPARE(address.port, quint16(1234));
        QCOMPARE(address.user, QStringLiteral("me"));
        QCOMPARE(*address.password, QStringLiteral("p@ss"));
        QCOMPARE(address.vhost, QStringLiteral("jobs"));
        QVERIFY(address.isVerified);
    }

    void whatIsMissingIsTheUsual()
    {
        const BrokerAddress address = parsed("here");
        QVERIFY(!address.isSecure);
        QCOMPARE(address.port, quint16(5672));
        QCOMPARE(address.user, QStringLiteral("guest"));
        QCOMPARE(address.vhost, QStringLiteral("/"));
        QVERIFY(!address.password);
        QCOMPARE(parsed("amqps://here").port, quint16(5671));
        QCOMPARE(parsed("amqp://here//").vhost, QStringLiteral("/"));
    }

    void certificatesOfOnesOwnAreNamed()
    {
        const BrokerAddress address =
            parsed("amqps://host?cacertfile=/etc/ours.pem&verify=verify_none");
        QCOMPARE(address.certificates, QStringLiteral("/etc/ours.pem"));
        QVERIFY(!address.isVerified);
        QVERIFY(std::holds_alternative<Problem>(
            BrokerAddress::parse(QStringLiteral("amqp://host?verify=verify_none"))));
    }

    void whatIsShownIsTheSameAddressWithoutThePassword()
    {
        for (const char* text : {"amqp://host", "amqps://me:secret@host:99/a%20vhost",
                                 "amqps://[::1]:4000?cacertfile=/a/b.pem", "amqp://u:secret@h/x"}) {
            BrokerAddress address = parsed(text);
            QVERIFY2(!address.shown().contains(QLatin1String("secret")), text);
            address.password.reset();
            QVERIFY2(std::get<BrokerAddress>(BrokerAddress::parse(address.shown())) == address,
                     qPrintable(address.shown()));
        }
    }

    void whatIsNoAddressIsRefusedWithoutShowingIt()
    {
        for (const char* text :
             {"http://me:secret@host", "amqp://me:secret@", "amqp://me:secret@h/#x",
              "amqp://me:secret@host:99999", "amqp://me:secret@host?x=y"}) {
            const auto address = BrokerAddress::parse(QString::fromUtf8(text));
            const auto* problem = std::get_if<Problem>(&address);
            QVERIFY2(problem, text);
            QVERIFY2(!problem->message.contains(QLatin1String("secret")),
                     qPrintable(problem->message));
        }
    }

    void aPasswordComesFromTheAddressThenAFileThenTheEnvironment()
    {
        const fixtures::Folder folder;
        folder.write("password", "from a file\nsecond line\n");
        QCOMPARE(passwordOf(parsed("amqp://host")), QStringLiteral("guest"));
        qputenv(brokerpasswords::kVariable, "from the environment");
        QCOMPARE(passwordOf(parsed("amqp://u@host")), QStringLiteral("from the environment"));
        qputenv(brokerpasswords::kFileVariable, folder.path("password").toLocal8Bit());
        QCOMPARE(passwordOf(parsed("amqp://u@host")), QStringLiteral("from a file"));
        brokerpasswords::keep(parsed("amqp://u:typed@host"));
        QCOMPARE(passwordOf(parsed("amqp://u@host")), QStringLiteral("typed"));
        QCOMPARE(passwordOf(parsed("amqp://u:here@host")), QStringLiteral("here"));
    }

    void aFileThatIsNotThereIsNamed()
    {
        qputenv(brokerpasswords::kFileVariable, "/nowhere/password");
        QVERIFY(
            passwordOf(parsed("amqp://other@host")).contains(QLatin1String("/nowhere/password")));
    }

    void theSettingHoldsNoPassword()
    {
        RunSettings settings;
        const SettingField& field = *settingField("broker");
        QVERIFY(!field.set(settings, QStringLiteral("amqp://me:hidden@host/v")));
        QCOMPARE(field.text(settings), QStringLiteral("amqp://me@host/v"));
        QCOMPARE(passwordOf(parsed("amqp://me@host/v")), QStringLiteral("hidden"));
        QVERIFY(field.set(settings, QStringLiteral("ftp://host")));
        QCOMPARE(field.text(settings), QStringLiteral("amqp://me@host/v"));
    }

    void anArgumentIsHiddenInPlace()
    {
        QByteArray argument("--broker=amqp://me:hidden@host/v");
        hidePassword(argument.data());
        QCOMPARE(argument, QByteArray("--broker=amqp://me:xxxxxx@host/v"));
        for (QByteArray plain : {"amqp://me@host:5672/v", "a:b@c", "", "command x://y:z"}) {
            const QByteArray before = plain;
            hidePassword(plain.data());
            QCOMPARE(plain, before);
        }
        QCOMPARE(withoutPassword(QStringLiteral("amqp://me:hidden@host")),
                 QStringLiteral("amqp://me:…@host"));
    }
};

QTEST_GUILESS_MAIN(TestBrokerAddress)
#include "tst_brokeraddress.moc"
