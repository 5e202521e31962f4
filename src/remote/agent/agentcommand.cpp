#include "remote/agent/agentcommand.h"

#include "base/thread.h"
#include "base/visibletext.h"
#include "remote/agent/agent.h"

#include <QCommandLineParser>
#include <QSysInfo>
#include <QThread>

#include <atomic>
#include <csignal>
#include <optional>
#include <poll.h>

namespace {

const QString kBroker = QStringLiteral("broker");
const QString kWorkers = QStringLiteral("workers");
const QString kAllow = QStringLiteral("allow");
const QString kName = QStringLiteral("name");
const QString kHelp = QStringLiteral("help");

std::atomic<int> s_signal{0};
std::atomic<const Waker*> s_waker{nullptr};

void onSignal(int signal)
{
    s_signal = signal;
    if (const Waker* const waker = s_waker)
        waker->wake();
}

// Calls it for the first signal that asks the program to end.
class EndSignals
{
public:
    explicit EndSignals(std::function<void()> ended)
        : m_thread([this, ended = std::move(ended)] { wait(ended); })
    {
        s_waker = &m_waker;
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            std::signal(signal, onSignal);
    }
    ~EndSignals()
    {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP})
            std::signal(signal, SIG_DFL);
        s_waker = nullptr;
        m_isOver = true;
        m_waker.wake();
        m_thread.join();
    }
    Q_DISABLE_COPY_MOVE(EndSignals)

    bool begin() { return m_waker.isThere() && m_thread.begin(QStringLiteral("signals")); }

private:
    void wait(const std::function<void()>& ended) const
    {
        pollfd called{m_waker.descriptor(), POLLIN, 0};
        while (!m_isOver && s_signal == 0)
            ::poll(&called, 1, -1);
        if (s_signal != 0)
            ended();
    }

    const Waker m_waker;
    std::atomic<bool> m_isOver{false};
    FunctionThread m_thread;
};

// Qt names the program's file alone.
QString helpOf(const QCommandLineParser& parser)
{
    QString help = parser.helpText();
    help.replace(0, help.indexOf(u'\n'),
                 QStringLiteral("Usage: poolscope worker --broker URL [options]"));
    return help;
}

AgentResult usage(const QString& text)
{
    return {AgentEnd::Usage, 0, text};
}

} // namespace

QList<QCommandLineOption> agentOptions()
{
    return {
        {kBroker, QStringLiteral("where it is: amqp://USER@HOST:PORT/VHOST, or amqps://"),
         QStringLiteral("URL")},
        {kWorkers,
         QStringLiteral("%1 to %2 (as many as there are cores)")
             .arg(RunSettings::kMinWorkers)
             .arg(RunSettings::kMaxWorkers),
         QStringLiteral("N")},
        {kAllow,
         QStringLiteral("what jobs may do: sleep, cpu, mixed, command:PROGRAM, hash:FOLDER; may be "
                        "given again (sleep,cpu,mixed)"),
         QStringLiteral("LIST")},
        {kName, QStringLiteral("what others see in place of the host's name"),
         QStringLiteral("NAME")},
        {kHelp, QStringLiteral("print this")},
    };
}

AgentResult runAgent(const QStringList& options, const std::function<void(const QString&)>& tell)
{
    QCommandLineParser parser;
    parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
    parser.setApplicationDescription(
        QStringLiteral("Workers on this machine that take jobs from a broker (RabbitMQ)."));
    parser.addOptions(agentOptions());
    if (!parser.parse(QStringList{QStringLiteral("poolscope worker")} + options))
        return usage(visibleText(parser.errorText()));
    if (parser.isSet(kHelp))
        return {AgentEnd::Help, 0, helpOf(parser)};
    if (!parser.positionalArguments().isEmpty())
        return usage(QStringLiteral("'%1' is no option")
                         .arg(visibleExcerpt(parser.positionalArguments().constFirst())));

    AgentSettings settings;
    if (!parser.isSet(kBroker))
        return usage(QStringLiteral("--broker: the address of a broker is needed"));
    const auto address = BrokerAddress::parse(parser.value(kBroker));
    if (const auto* problem = std::get_if<Problem>(&address))
        return usage(QStringLiteral("--broker: %1").arg(problem->message));
    settings.address = std::get<BrokerAddress>(address);
    bool isNumber = true;
    settings.workers = parser.isSet(kWorkers) ? parser.value(kWorkers).toInt(&isNumber)
                                              : std::max(1, QThread::idealThreadCount());
    if (!isNumber || settings.workers < RunSettings::kMinWorkers ||
        settings.workers > RunSettings::kMaxWorkers) {
        return usage(QStringLiteral("--workers: '%1' is not a whole number from %2 to %3")
                         .arg(visibleExcerpt(parser.value(kWorkers)))
                         .arg(RunSettings::kMinWorkers)
                         .arg(RunSettings::kMaxWorkers));
    }
    const QStringList words = parser.isSet(kAllow)
                                  ? parser.values(kAllow).join(u',').split(u',', Qt::SkipEmptyParts)
                                  : AllowedWork::usual();
    auto allowed = AllowedWork::parse(words);
    if (const auto* problem = std::get_if<Problem>(&allowed))
        return usage(QStringLiteral("--allow: %1").arg(problem->message));
    settings.allowed = std::move(std::get<AllowedWork>(allowed));
    settings.host = parser.isSet(kName) ? parser.value(kName) : QSysInfo::machineHostName();

    std::stop_source stop;
    Agent agent(std::move(settings), tell);
    EndSignals signals_([&stop] { stop.request_stop(); });
    if (!signals_.begin() || !agent.run(stop.get_token()))
        return {AgentEnd::Failed, 0, QStringLiteral("the system gives no threads for the workers")};
    return {AgentEnd::Stopped, s_signal, {}};
}
