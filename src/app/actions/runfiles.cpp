#include "app/actions/runfiles.h"

#include "app/controls/plaintext.h"
#include "app/dialogs/background.h"
#include "app/dialogs/savepath.h"
#include "base/visibletext.h"
#include "files/trace/runtrace.h"
#include "session/openedany.h"
#include "session/settingsstore.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>

namespace {

// A "&" in a path would underline the letter behind it.
QString asMenuText(const QString& path)
{
    return visibleText(path).replace(u'&', QLatin1String("&&"));
}

// A box above the window; returns at once.
void showMessage(QWidget* window, QMessageBox::Icon icon, const QString& title, const QString& text)
{
    auto* message = new QMessageBox(icon, title, visibleLines(text), QMessageBox::Ok, window);
    message->setAttribute(Qt::WA_DeleteOnClose);
    message->open();
}

} // namespace

RunFiles::RunFiles(QWidget* window) : QObject(window), m_window(window) {}

void RunFiles::keepMenu(QMenu& menu)
{
    m_menu = &menu;
    fillMenu();
}

void RunFiles::fillMenu()
{
    m_menu->clear();
    for (const QString& path : SettingsStore::recentRuns())
        m_menu->addAction(asMenuText(path), this, [this, path] { open(path); });
    m_menu->setEnabled(!m_menu->isEmpty());
}

void RunFiles::chooseAndOpen()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open Run"), SettingsStore::exportFolder(),
        tr("Runs, traces, logs and tables (*.json *.jsonl *.gz *.zst *.xz *.zip *.csv *.log *.txt "
           "*.xml *.html *joblog* .ninja_log);;"
           "All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void RunFiles::open(const QString& path, JobsAre jobsAre)
{
    using Opened = Result<OpenedRun>;
    const QString full = QFileInfo(path).absoluteFilePath();
    runInBackground(
        m_window, this, *QThreadPool::globalInstance(), AtOwnersEnd::Stop,
        tr("Opening %1 …").arg(visibleText(QFileInfo(full).fileName())),
        [full, jobsAre](const FileProgress& progress) {
            return std::make_shared<const Opened>(openAny(full, progress, jobsAre));
        },
        [this, full](const std::shared_ptr<const Opened>& opened) {
            if (const auto* problem = std::get_if<Problem>(opened.get())) {
                Q_EMIT told(problem->message);
                showMessage(m_window, QMessageBox::Warning, tr("Open Run"), problem->message);
                return;
            }
            const auto& run = std::get<OpenedRun>(*opened);
            if (!run.record) {
                Q_EMIT told(tr("Cancelled"));
                return;
            }
            SettingsStore::addRecentRun(full);
            fillMenu();
            Q_EMIT this->opened(run.record, full);
            if (!run.notes.isEmpty())
                showMessage(m_window, QMessageBox::Information, tr("Open Run"),
                            visibleText(full) + QStringLiteral(":\n\n") +
                                run.notes.join(QStringLiteral("\n")));
        });
}

bool RunFiles::chooseAndSave(const std::shared_ptr<const RunRecord>& record)
{
    const QString path =
        askForSavePath(m_window, {.title = tr("Save Run"),
                                  .filter = tr("Runs, as traces (*.json *.json.gz)"),
                                  .suffix = QStringLiteral("json"),
                                  .name = QStringLiteral("run.poolscope.json.gz")});
    if (path.isEmpty())
        return false;
    save(record, path);
    return true;
}

void RunFiles::save(const std::shared_ptr<const RunRecord>& record, const QString& path)
{
    ++m_saving;
    runInBackground(
        m_window, this, *QThreadPool::globalInstance(), AtOwnersEnd::Finish,
        tr("Saving %1 …").arg(visibleText(QFileInfo(path).fileName())),
        [record, path](const FileProgress& progress) {
            return writeRunTrace(*record, path, progress);
        },
        [this, path, record](const QString& problem) {
            --m_saving;
            if (!problem.isEmpty()) {
                Q_EMIT told(problem);
                Q_EMIT notSaved(problem);
                showMessage(m_window, QMessageBox::Warning, tr("Save Run"), problem);
                return;
            }
            SettingsStore::addRecentRun(path);
            fillMenu();
            Q_EMIT saved(record, path);
            Q_EMIT told(tr("Saved %1").arg(path));
        });
}
