#include "app/window/statusline.h"

#include "analysis/timings.h"
#include "app/controls/busybar.h"
#include "app/controls/spokenlabel.h"
#include "base/clock.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "text/figures.h"
#include "text/speedup.h"
#include "timeline/runrecord.h"

#include <QLabel>
#include <QStatusBar>
#include <QThread>

namespace {

constexpr int kProgressSteps = 1000;

QString stoppedText(const RunRecord& record)
{
    const RunStatistics pool = statisticsOf(record.pool(), monotonicNs(), Waits::LeftOut);
    return StatusLine::tr("Stopped: %1 of %2 jobs finished, %3 failed, %4 cancelled, %5 never ran")
        .arg(numberText(qint64(pool.finished)), numberText(record.jobs()),
             numberText(qint64(pool.failed)), numberText(qint64(pool.cancelled)),
             numberText(record.jobs() - qint64(pool.started)));
}

QString doneText(const RunOutcome& pool)
{
    QString text =
        pool.jobsFailed == 0
            ? StatusLine::tr("All jobs done")
            : StatusLine::tr("All jobs done, %1 of them failed").arg(numberText(pool.jobsFailed));
    return pool.message.isEmpty() ? text : text + QStringLiteral("; ") + pool.message;
}

QString endText(const RunRecord& record)
{
    if (const RunOutcome* failure = record.failure())
        return failure->message;
    if (record.pool().outcome()->state == RunState::Stopped)
        return stoppedText(record);
    const RunOutcome* sequential = record.sequential() ? record.sequential()->outcome() : nullptr;
    if (sequential && sequential->state == RunState::Stopped)
        return StatusLine::tr("The sequential run was stopped");
    return doneText(*record.pool().outcome());
}

// What both ways took, for who does not see it: the pool alone where they cannot be compared,
// nothing where it has not finished.
QString verdictText(const RunRecord& record)
{
    const Timings timings = timingsOf(record, monotonicNs(), Waits::LeftOut);
    if (!timings.speedUpIsFinal())
        return timings.pool.finished()
                   ? StatusLine::tr("With the worker pool %1").arg(timeText(timings.pool))
                   : QString();
    const SpeedUpText speedUp = speedUpText(timings);
    return StatusLine::tr("With the worker pool %1, without %2 · %3 %4")
        .arg(timeText(timings.pool), timeText(*timings.sequential), speedUp.caption, speedUp.ratio);
}

} // namespace

StatusLine::StatusLine(QStatusBar* bar)
    : QObject(bar), m_text(new SpokenLabel(bar)), m_progress(new BusyBar(bar))
{
    m_text->showText(tr("Ready"));
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(180);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->hide();
    const int cores = QThread::idealThreadCount();
    auto* machine = new QLabel(tr("%Ln cores", nullptr, pluralCount(cores)), bar);
    // A long text is cut and shown whole in the tool tip: it must not widen the window.
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    bar->addWidget(m_text, 1);
    bar->addWidget(m_progress);
    bar->addPermanentWidget(machine);
}

void StatusLine::say(const QString& text)
{
    m_text->showText(visibleText(text));
    m_text->setToolTip(visibleText(text));
}

void StatusLine::sayAloud(const QString& text)
{
    say(text);
    m_text->speak({});
}

void StatusLine::showPlanning(qint64 found)
{
    m_progress->setRange(0, 0); // nobody knows how many there are
    m_progress->show();
    say(found > 0 ? tr("Preparing the jobs: %1 so far").arg(found) : tr("Preparing the jobs"));
}

void StatusLine::beginFollowing(const QString& name)
{
    m_followed = visibleText(name);
    m_progress->hide();
}

void StatusLine::beginProgress()
{
    m_followed.clear();
    m_progress->setRange(0, kProgressSteps);
    m_progress->setValue(0);
    m_progress->show();
}

void StatusLine::showProgress(const Timings& timings, bool paused, const QString& heldUpBy)
{
    const int jobs = timings.settings.jobs.count;
    const auto sayProgress = [&](const QString& progress) {
        m_text->showText(heldUpBy.isEmpty() ? progress : tr("%1; %2").arg(progress, heldUpBy));
    };
    const auto doneOf = [](const RunTimings& run) {
        return run.statistics.finished + run.statistics.failed;
    };
    const std::size_t poolDone = doneOf(timings.pool);
    if (!m_followed.isEmpty()) {
        if (timings.pool.statistics.started == 0)
            sayProgress(tr("Following %1: no job has begun yet").arg(m_followed));
        else
            sayProgress(tr("Following %1: %2 of %3 jobs done")
                            .arg(m_followed, numberText(qint64(poolDone)), numberText(jobs)));
        return;
    }
    const std::size_t sequentialDone = timings.sequential ? doneOf(*timings.sequential) : 0;
    const double all = double(jobs) * (timings.sequential ? 2 : 1);
    const int value = int(kProgressSteps * double(poolDone + sequentialDone) / all);
    if (value != m_progress->value()) {
        // QProgressBar paints at once, and with it all that has changed; then the rest of the frame
        // would be painted again.
        m_progress->setUpdatesEnabled(false);
        m_progress->setValue(value);
        m_progress->setUpdatesEnabled(true);
    }
    const bool inPool = !timings.pool.outcome;
    const QString text =
        inPool ? tr("Pool: %1 of %2 jobs done") : tr("Sequential run: %1 of %2 jobs done");
    const QString progress =
        text.arg(numberText(qint64(inPool ? poolDone : sequentialDone)), numberText(jobs));
    sayProgress(paused ? tr("Paused. %1").arg(progress) : progress);
}

void StatusLine::hideProgress()
{
    m_progress->hide();
    m_followed.clear();
}

void StatusLine::sayEnd(const RunRecord& record)
{
    say(endText(record));
    m_text->speak(verdictText(record));
}
