// TLS with a real broker, whose certificate is signed by somebody whom only the test knows.
#include "remote/brokerconnection.h"
#include "remote/waker.h"

#include "fixtures/realbroker.h"
#include "fixtures/runsatbroker.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace std::chrono_literals;
using fixtures::AgentProcess;
using fixtures::RealBroker;
using fixtures::RunAtBroker;
using fixtures::sleepingJobs;
using fixtures::wrongWith;

Q_DECLARE_METATYPE(BrokerAddress)

namespace {

// Keys and certificates, made by openssl in a folder.
class Certificates
{
public:
    // One who signs.
    bool makeAuthority(const QString& name) const
    {
        return openssl({QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                        QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-subj"),
                        QStringLiteral("/CN=%1").arg(name), QStringLiteral("-keyout"), key(name),
                        QStringLiteral("-out"), certificate(name)});
    }
    // Of a server on that host, signed by the authority.
    bool makeServer(const QString& host, const QString& authority) const
    {
        const QString request = file(host, "csr");
        const QString hosts = file(host, "hosts");
        QFile names(hosts);
        return names.open(QIODevice::WriteOnly) &&
               names.write("subjectAltName=DNS:" + host.toUtf8() + '\n') > 0 && names.flush() &&
               openssl({QStringLiteral("req"), QStringLiteral("-newkey"),
                        QStringLiteral("rsa:2048"), QStringLiteral("-nodes"),
                        QStringLiteral("-subj"), QStringLiteral("/CN=%1").arg(host),
                        QStringLiteral("-keyout"), key(host), QStringLiteral("-out"), request}) &&
               openssl({QStringLiteral("x509"), QStringLiteral("-req"), QStringLiteral("-in"),
                        request, QStringLiteral("-CA"), certificate(authority),
                        QStringLiteral("-CAkey"), key(authority), QStringLiteral("-CAcreateserial"),
                        QStringLiteral("-days"), QStringLiteral("2"), QStringLiteral("-extfile"),
                        hosts, QStringLiteral("-out"), certificate(host)});
    }

    QString key(const QString& of) const { return file(of, "key"); }
    QString certificate(const QString& of) const { return file(of, "pem"); }

private:
    QString file(const QString& of, const char* kind) const
    {
        return m_folder.filePath(of + u'.' + QLatin1String(kind));
    }
    static bool openssl(const QStringList& arguments)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(QStringLiteral("openssl"), arguments);
        const bool isDone = process.waitForFinished() &&
                            process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        if (!isDone)
            qWarning("openssl: %s", process.readAll().constData());
        return isDone;
    }

    const QTemporaryDir m_folder;
};

} // namespace

class TestBrokerTls : public QObject
{
    Q_OBJECT

private:
    static inline const QString kHost = QStringLiteral("localhost");
    static inline const QString kElsewhere = QStringLiteral("broker.example");

    // A broker that is the one on that host.
    std::unique_ptr<RealBroker> brokerOf(const QString& host, quint16 port) const
    {
        return std::make_unique<RealBroker>(
            QStringLiteral("listeners.ssl.1 = 127.0.0.1:%1\nssl_options.cacertfile = %2\n"
                           "ssl_options.certfile = %3\nssl_options.keyfile = %4\n"
                           "ssl_options.verify = verify_none\n")
                .arg(QString::number(port), m_certificates.certificate(QStringLiteral("signer")),
                     m_certificates.certificate(host), m_certificates.key(host)));
    }

    BrokerAddress addressAt(quint16 port) const
    {
        BrokerAddress address;
        address.isSecure = true;
        address.host = kHost;
        address.port = port;
        address.certificates = m_certificates.certificate(QStringLiteral("signer"));
        return address;
    }

    static Result<std::unique_ptr<BrokerConnection>> open(const BrokerAddress& address)
    {
        static const Waker waker;
        return BrokerConnection::open(address, QStringLiteral("test"), waker, {});
    }
    // Empty where it lets us in.
    static QString problemWith(const BrokerAddress& address)
    {
        const auto opened = open(address);
        const auto* const problem = std::get_if<Problem>(&opened);
        return problem ? problem->message : QString();
    }

    const Certificates m_certificates{};
    const quint16 m_port = fixtures::freePorts();
    const quint16 m_portElsewhere = fixtures::freePorts();
    std::unique_ptr<RealBroker> m_broker;
    std::unique_ptr<RealBroker> m_brokerElsewhere; // its certificate is that of another host

private Q_SLOTS:
    void initTestCase()
    {
        for (const char* const authority : {"signer", "stranger"})
            QVERIFY(m_certificates.makeAuthority(QLatin1String(authority)));
        for (const QString& host : {kHost, kElsewhere})
            QVERIFY(m_certificates.makeServer(host, QStringLiteral("signer")));
        m_broker = brokerOf(kHost, m_port);
        m_brokerElsewhere = brokerOf(kElsewhere, m_portElsewhere);
        QVERIFY(m_broker->start() && m_brokerElsewhere->start());
    }
    void cleanupTestCase()
    {
        m_broker.reset();
        m_brokerElsewhere.reset();
    }

    void aBrokerWhoseSignerIsNamedIsTrusted()
    {
        QCOMPARE(problemWith(addressAt(m_port)), QString());
    }

    void aBrokerWhoseSignerTheSystemTrustsNeedsNoFile()
    {
        BrokerAddress address = addressAt(m_port);
        qputenv("SSL_CERT_FILE", address.certificates.toLocal8Bit());
        address.certificates.clear();
        const QString problem = problemWith(address);
        qunsetenv("SSL_CERT_FILE");
        QCOMPARE(problem, QString());
    }

    void longMessagesComeWholeByTls()
    {
        const auto opened = open(addressAt(m_port));
        const auto* const connection = std::get_if<std::unique_ptr<BrokerConnection>>(&opened);
        QVERIFY(connection);
        const auto queue = (*connection)->declareQueue({}, {.isExclusive = true});
        QVERIFY(!(*connection)->consume(std::get<QByteArray>(queue), "mine", 0));
        const QByteArray body(1'000'000, 'x');
        for (int i = 0; i < 3; ++i)
            (*connection)->publish({}, std::get<QByteArray>(queue), body);
        for (int i = 0; i < 3; ++i) {
            const BrokerEvent event = (*connection)->next(10s);
            const auto* const message = std::get_if<BrokerMessage>(&event);
            QVERIFY(message && message->body == body);
        }
    }

    void runsAndAgentsUseTls()
    {
        AgentProcess agent(addressAt(m_port), 2);
        QVERIFY(agent.isConnected());
        RunAtBroker run(addressAt(m_port), sleepingJobs(200, 1ms));
        QCOMPARE(wrongWith(run, 200), QString());
        QCOMPARE(run.outcome().message, QString());
    }

    void whatIsNotTrustedIsRefusedInOneLine_data()
    {
        QTest::addColumn<BrokerAddress>("address");
        QTest::addColumn<QString>("words");
        BrokerAddress address = addressAt(m_port);
        address.certificates = m_certificates.certificate(QStringLiteral("stranger"));
        QTest::newRow("signed by somebody else") << address << QStringLiteral("is not trusted");
        address.certificates.clear();
        QTest::newRow("signed by nobody whom the system trusts")
            << address << QStringLiteral("is not trusted");
        QTest::newRow("of another host")
            << addressAt(m_portElsewhere) << QStringLiteral("that of another host");
        address.certificates = m_certificates.key(QStringLiteral("nobody"));
        QTest::newRow("by a file that is not there")
            << address << QStringLiteral("no certificates can be read");
    }
    void whatIsNotTrustedIsRefusedInOneLine()
    {
        QFETCH(BrokerAddress, address);
        QFETCH(QString, words);
        const QString problem = problemWith(address);
        QVERIFY2(problem.contains(words), qPrintable(problem));
        QVERIFY2(!problem.contains(u'\n'), qPrintable(problem));
    }

    void whoAsksForItIsLetInUnverified()
    {
        BrokerAddress address = addressAt(m_portElsewhere);
        address.certificates.clear();
        address.isVerified = false;
        QCOMPARE(problemWith(address), QString());
    }

    void aBrokerThatSpeaksTlsAloneSaysSoToOthers()
    {
        BrokerAddress address = addressAt(m_port);
        address.isSecure = false;
        QVERIFY2(problemWith(address).contains(QLatin1String("wants TLS")),
                 qPrintable(problemWith(address)));
    }
};

QTEST_GUILESS_MAIN(TestBrokerTls)
#include "tst_brokertls.moc"
