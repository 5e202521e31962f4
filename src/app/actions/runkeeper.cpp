#include "app/actions/runkeeper.h"

#include "app/actions/runfiles.h"
#include "base/numbertext.h"
#include "session/sessionruns.h"
#include "text/figures.h"

#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

RunKeeper::RunKeeper(SessionRuns& runs, RunFiles& files, QWidget* window)
    : QObject(window), m_runs(runs), m_files(files), m_window(window)
{
    connect(&files, &RunFiles::saved, this,
            [this](const std::shared_ptr<const RunRecord>& record, const QString& file) {
                m_runs.markSaved(record, file);
                m_runs.makeRoom();
                if (m_savesAll)
                    saveNext();
            });
    connect(&files, &RunFiles::notSaved, this, [this] { m_savesAll = false; });
}

void RunKeeper::keep(const std::shared_ptr<const RunRecord>& record, const QString& file)
{
    m_runGoesOn = false;
    m_runs.add(record, file);
    m_runs.setShown(record);
    m_runs.makeRoom();
    if (m_savesAll)
        saveNext(); // it was waited for
    else if (m_runs.bytes() > m_runs.mostBytes())
        askForRoom();
}

void RunKeeper::askForRoom()
{
    const auto missed = m_runs.worthAsking();
    if (!m_asks || m_question || missed.empty() || m_runs.rowOf(missed.front()) == 0)
        return;
    const auto& oldest = m_runs.at(m_runs.rowOf(missed.front()));
    const QLocale locale(QLocale::English);
    m_question = new QMessageBox(
        QMessageBox::Question, tr("Room for Runs"),
        tr("The runs of this session take %1 of memory, and %2 are set aside for them. The oldest, "
           "run %3, took %4 in the pool and is not saved.")
            .arg(locale.formattedDataSize(qint64(m_runs.bytes()), 1),
                 locale.formattedDataSize(qint64(m_runs.mostBytes()), 0),
                 QString::number(oldest.number), timeText(oldest.timings.pool)),
        QMessageBox::NoButton, m_window);
    auto* save = m_question->addButton(tr("&Save…"), QMessageBox::AcceptRole);
    auto* letGo = m_question->addButton(tr("&Let It Go"), QMessageBox::DestructiveRole);
    m_question->addButton(tr("&Keep It"), QMessageBox::RejectRole);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_question, &QMessageBox::buttonClicked, this,
            [this, save, letGo, record = missed.front()](const QAbstractButton* button) {
                if (button == save)
                    m_files.chooseAndSave(record);
                else if (button == letGo && m_runs.rowOf(record) >= 0)
                    m_runs.remove(m_runs.rowOf(record));
            });
    m_question->open();
}

// A line each.
QString RunKeeper::namesOf(const std::vector<std::shared_ptr<const RunRecord>>& runs,
                           bool longRunGoesOn) const
{
    constexpr qsizetype kMost = 8;
    QStringList lines;
    for (const auto& run : runs) {
        if (lines.size() == kMost) {
            lines += tr("and %1 more").arg(qsizetype(runs.size()) - kMost);
            break;
        }
        const int row = m_runs.rowOf(run);
        lines += tr("Run %1: %2, %3 in the pool")
                     .arg(QString::number(m_runs.at(row).number),
                          m_runs.index(row, SessionRuns::What).data().toString(),
                          timeText(m_runs.at(row).timings.pool));
    }
    if (longRunGoesOn)
        lines += tr("The run that goes on");
    return lines.join(u'\n');
}

bool RunKeeper::mayClose(bool longRunGoesOn)
{
    m_runGoesOn = longRunGoesOn;
    const auto missed = m_runs.worthAsking();
    const auto count = int(missed.size()) + (longRunGoesOn ? 1 : 0);
    if (!m_asks || count == 0)
        return true;
    QMessageBox question(QMessageBox::Question, tr("Quit"),
                         tr("%Ln runs are not saved.", nullptr, pluralCount(count)),
                         QMessageBox::NoButton, m_window);
    question.setInformativeText(tr("%1\n\nRuns that took less than 10 s are not counted.")
                                    .arg(namesOf(missed, longRunGoesOn)));
    auto* save = question.addButton(longRunGoesOn ? tr("Stop and &Save…") : tr("&Save…"),
                                    QMessageBox::AcceptRole);
    auto* discard = question.addButton(tr("&Discard"), QMessageBox::DestructiveRole);
    question.setEscapeButton(question.addButton(QMessageBox::Cancel));
    question.setDefaultButton(save);
    question.exec();
    if (!m_asks)
        return true; // the system wanted it closed meanwhile
    if (question.clickedButton() == discard) {
        m_asks = false; // also when it has to wait for something else before it closes
        return true;
    }
    if (question.clickedButton() != save)
        return false;
    m_savesAll = true;
    if (m_runGoesOn)         // it may have ended while the question stood
        Q_EMIT stopWanted(); // its end comes as a run to keep
    else
        saveNext();
    return false;
}

void RunKeeper::saveNext()
{
    const auto missed = m_runs.worthAsking();
    if (missed.empty()) {
        m_savesAll = false;
        Q_EMIT settled();
    } else if (!m_files.chooseAndSave(missed.front())) {
        m_savesAll = false;
    }
}
