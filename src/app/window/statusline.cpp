#include "app/window/statusline.h"

#include "analysis/timings.h"
#include "base/clock.h"
#include "base/visibletext.h"
#include "timeline/runrecord.h"

#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStatusBar>
#include <QThread>

namespace {

constexpr int kProgressSteps = 1000;

QString stoppedText(const RunRecord& record)
{
    const QLocale locale(QLocale::English);
    const auto number = [&](std::size_t count) {
        return locale.toString(qulonglong(count));
    };
    const RunStatistics pool = statisticsOf(record.pool(), monotonicNs(), Waits::LeftOut);
    return StatusLine::tr("Stopped: %1 of %2 jobs done, %3 failed, %4 cancelled, %5 never ran")
        .arg(number(pool.finished), locale.toString(record.settings.jobs.count),
             number(pool.failed), number(pool.cancelled),
             number(std::size_t(record.settings.jobs.count) - pool.started));
}

QString doneText(const RunOutcome& pool)
{
    QString text = pool.jobsFailed == 0
                       ? StatusLine::tr("All jobs done")
                       : StatusLine::tr("All jobs done, %1 of them failed")
                             .arg(QLocale(QLocale::English).toString(pool.jobsFailed));
    return pool.message.isEmpty() ? text : text + QStringLiteral("; ") + pool.message;
}

} // namespace

StatusLine::StatusLine(QStatusBar* bar)
    : QObject(bar), m_text(new QLabel(tr("Ready"), bar)), m_progress(new QProgressBar(bar))
{
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(180);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->hide();
    const int cores = QThread::idealThreadCount();
    auto* machine = new QLabel(cores == 1 ? tr("1 core") : tr("%1 cores").arg(cores), bar);
    // A long text is cut and shown whole in the tool tip: it must not widen the window.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_text, 1);
    bar->addWidget(m_progress);
    bar->addPermanentWidget(machine);
}

void StatusLine::say(const QString& text)
{
    m_text->setText(visibleText(text));
    m_text->setToolTip(visibleText(text));
}

void StatusLine::showPlanning(qint64 found)
{
    m_progress->setRange(0, 0); // nobody knows how many there are
    m_progress->show();
    say(found > 0 ? tr("Preparing the jobs: %1 so far").arg(found) : tr("Preparing the jobs"));
}

void StatusLine::beginProgress()
{
    m_progress->setRange(0, kProgressSteps);
    m_progress->setValue(0);
    m_progress->show();
}

void StatusLine::showProgress(const Timings& timings, bool paused)
{
    const int jobs = timings.settings.jobs.count;
    const auto doneOf = [](const RunTimings& run) {
        return run.statistics.finished + run.statistics.failed;
    };
    const std::size_t poolDone = doneOf(timings.pool);
    const std::size_t sequentialDone = timings.sequential ? doneOf(*timings.sequential) : 0;
    const double all = double(jobs) * (timings.sequential ? 2 : 1);
    m_progress->setValue(int(kProgressSteps * double(poolDone + sequentialDone) / all));
    const bool inPool = !timings.pool.outcome;
    const QString text =
        inPool ? tr("Pool: %1 of %2 jobs done") : tr("Sequential run: %1 of %2 jobs done");
    const QLocale locale(QLocale::English);
    const QString progress = text.arg(
        locale.toString(qulonglong(inPool ? poolDone : sequentialDone)), locale.toString(jobs));
    m_text->setText(paused ? tr("Paused. %1").arg(progress) : progress);
}

void StatusLine::hideProgress()
{
    m_progress->hide();
}

void StatusLine::sayEnd(const RunRecord& record)
{
    for (const auto& part : record.parts()) {
        const RunOutcome* outcome = part->timeline.outcome();
        if (outcome && outcome->state == RunState::Failed)
            return say(outcome->message);
    }
    const RunOutcome* sequential = record.sequential() ? record.sequential()->outcome() : nullptr;
    if (record.pool().outcome()->state == RunState::Stopped)
        say(stoppedText(record));
    else if (sequential && sequential->state == RunState::Stopped)
        say(tr("The sequential run was stopped"));
    else
        say(doneText(*record.pool().outcome()));
}
