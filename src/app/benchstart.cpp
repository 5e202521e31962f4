#include "app/benchstart.h"

#include "base/clock.h"
#include "gantt/view/ganttview.h"

#include <QApplication>
#include <QEvent>
#include <QFile>

#include <cstdio>

#include <time.h>
#include <unistd.h>

namespace {

constexpr qint64 kSecondNs = 1'000'000'000;

qint64 nsOf(clockid_t clock)
{
    timespec time{};
    clock_gettime(clock, &time);
    return time.tv_sec * kSecondNs + time.tv_nsec;
}

// When this process began, on the monotonic clock. Source: proc(5), /proc/<pid>/stat, the 22nd
// field, in ticks since the machine came up.
qint64 beganNs()
{
    QFile file(QStringLiteral("/proc/self/stat"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.errorString()));
    const QByteArray stat = file.readAll();
    // The second field, the name in parentheses, may hold anything.
    const QList<QByteArray> fields = stat.mid(stat.lastIndexOf(')') + 2).split(' ');
    const qint64 sinceBootNs = fields.at(19).toLongLong() * kSecondNs / sysconf(_SC_CLK_TCK);
    return nsOf(CLOCK_MONOTONIC) - (nsOf(CLOCK_BOOTTIME) - sinceBootNs);
}

// Sees the chart's first frame come; it is on the screen when the event loop comes round.
class FirstFrame : public QObject
{
public:
    FirstFrame(QWidget& chart, qint64 startedNs) : QObject(&chart), m_startedNs(startedNs)
    {
        chart.installEventFilter(this);
    }

    bool eventFilter(QObject* chart, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            chart->removeEventFilter(this);
            QMetaObject::invokeMethod(this, &FirstFrame::tell, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void tell()
    {
        std::printf("%.3f\n", double(monotonicNs() - m_startedNs) / 1e6);
        std::fflush(stdout);
        QApplication::quit();
    }

    qint64 m_startedNs;
};

} // namespace

namespace BenchStart {

std::optional<qint64> takeFrom(QStringList& arguments)
{
    const QString option = QStringLiteral("--bench-start");
    const qsizetype at = arguments.indexOf(option);
    if (at >= 0) {
        arguments.removeAt(at);
        return beganNs();
    }
    for (qsizetype i = 1; i < arguments.size(); ++i) {
        if (arguments[i].startsWith(option + u'='))
            return arguments.takeAt(i).mid(option.size() + 1).toLongLong();
    }
    return std::nullopt;
}

void tellFirstFrame(QWidget& window, qint64 startedNs)
{
    new FirstFrame(*window.findChild<GanttView*>()->viewport(), startedNs);
}

} // namespace BenchStart
