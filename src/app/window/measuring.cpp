#include "app/window/measuring.h"

#include "app/actions/runkeeper.h"
#include "app/dialogs/consentdialog.h"
#include "app/insight/sizingpanel.h"
#include "app/window/runstarter.h"
#include "timeline/runrecord.h"

namespace {

// Numbers that an automatic plan takes on most machines.
constexpr int kUsualNumbers = 8;

// They execute or read what somebody has named.
bool nameSomething(const RunSettings& settings)
{
    return !settings.jobs.hasDurations() || settings.jobs.spread.kind == SpreadKind::File;
}

// All of its files have been read, so that they are found in memory now.
bool hasWarmedUp(const RunRecord& record)
{
    const RunOutcome* outcome = record.pool().outcome();
    return outcome && outcome->allDone();
}

} // namespace

Measuring::Measuring(SizingPanel& panel, RunKeeper& keeper, RunStarter& starter, QWidget* window)
    : QObject(window), m_panel(panel), m_keeper(keeper), m_starter(starter), m_window(window)
{
    connect(&m_panel, &SizingPanel::measureWanted, this, &Measuring::start);
    connect(&m_panel, &SizingPanel::measureCancelled, this, &Measuring::cancel);
    connect(&m_measurement, &Measurement::progressed, &m_panel, &SizingPanel::showMeasuring);
    connect(&m_measurement, &Measurement::runEnded, this,
            [this](const std::shared_ptr<const RunRecord>& record) {
                m_starter.noteRun(record);
                m_keeper.keep(record, {});
            });
    connect(&m_measurement, &Measurement::finished, this, &Measuring::onEnded);
    updateMeasurable();
}

void Measuring::setRun(const std::shared_ptr<const RunRecord>& record)
{
    m_record = record;
    updateMeasurable();
}

void Measuring::setBlocked(bool blocked)
{
    m_isBlocked = blocked;
    updateMeasurable();
}

void Measuring::updateMeasurable()
{
    m_panel.setMeasurable(!m_record     ? tr("There is no run to measure yet.")
                          : m_isBlocked ? tr("A run goes on: measure when it is over.")
                          : !m_record->origin.isOurs()
                              ? tr("What others recorded cannot be run again here.")
                          : m_record->settings.pool.areElsewhere()
                              ? tr("Agents have as many workers as they have: only runs on this "
                                   "machine are measured.")
                              : QString());
}

void Measuring::start(const std::vector<int>& numbers, int repeat)
{
    if (isRunning() || m_isBlocked || !m_record)
        return;
    const MeasureRequest request{.settings = m_record->settings,
                                 .plan = numbers.empty() ? MeasurePlan::automatic()
                                                         : MeasurePlan(numbers),
                                 .repeat = repeat,
                                 .isWarm = m_starter.isLast(m_record) && hasWarmedUp(*m_record)};
    const bool isCommand = request.settings.jobs.work == WorkKind::Command;
    const bool isOthers = !m_starter.hasRun(m_record) && nameSomething(request.settings);
    if (!isCommand && !isOthers)
        return begin(request);
    const int runs = repeat * (numbers.empty() ? kUsualNumbers : int(numbers.size()));
    RunSettings shown = request.settings;
    shown.baseline.when = SequentialRunWhen::Off; // as it is measured
    auto* dialog = new ConsentDialog(runs, shown, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, request, record = m_record] {
        // What was shown is agreed to, nothing else.
        if (record == m_record && !isRunning() && !m_isBlocked)
            begin(request);
    });
    dialog->open();
}

void Measuring::begin(const MeasureRequest& request)
{
    m_measurement.start(request);
    Q_EMIT begun();
}

void Measuring::onEnded(const MeasureEnd& end)
{
    QString text;
    switch (end.reason) {
    case MeasureEnd::Reason::Done:
        text = tr("Measured");
        break;
    case MeasureEnd::Reason::Cancelled:
        text = tr("Cancelled: what was measured stays");
        break;
    case MeasureEnd::Reason::Failed:
    case MeasureEnd::Reason::Refused:
        text = end.message;
        break;
    }
    if (m_measurement.leftOut() > 0)
        text = tr("%1; runs that are left out, as other jobs failed in them: %2")
                   .arg(text, QString::number(m_measurement.leftOut()));
    m_panel.showMeasured(text);
    Q_EMIT told(text);
    Q_EMIT ended();
}
