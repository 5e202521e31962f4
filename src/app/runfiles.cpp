#include "app/runfiles.h"

#include "app/settingsstore.h"
#include "files/openedrun.h"
#include "files/runtrace.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QMenu>
#include <QMessageBox>
#include <QProgressDialog>
#include <QtConcurrent>

namespace {

constexpr int kPermille = 1000;

// Paths that were asked for with "&" would underline what follows.
QString asMenuText(const QString& path)
{
    return QString(path).replace(u'&', QLatin1String("&&"));
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

template <typename Work, typename Done>
void RunFiles::inBackground(const QString& what, Work work, Done done)
{
    using Result = std::invoke_result_t<Work, const FileProgress&>;
    auto* dialog = new QProgressDialog(what, tr("Cancel"), 0, kPermille, m_window);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setMinimumDuration(500);
    dialog->setAutoReset(false);
    auto* watcher = new QFutureWatcher<Result>(this);
    connect(watcher, &QFutureWatcherBase::progressValueChanged, dialog, &QProgressDialog::setValue);
    const auto stop = std::make_shared<std::stop_source>();
    connect(dialog, &QProgressDialog::canceled, watcher, [stop] { stop->request_stop(); });
    // A window that is closed meanwhile does not wait for all of it.
    connect(watcher, &QObject::destroyed, [stop] { stop->request_stop(); });
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, dialog, stop, done] {
        dialog->deleteLater();
        watcher->deleteLater();
        if (stop->stop_requested())
            Q_EMIT told(tr("Cancelled"));
        else
            done(watcher->result());
    });
    watcher->setFuture(QtConcurrent::run([work, stop](QPromise<Result>& promise) {
        promise.setProgressRange(0, kPermille);
        promise.addResult(work(FileProgress{stop->get_token(), [&promise](int permille) {
                                                promise.setProgressValue(permille);
                                            }}));
    }));
}

void RunFiles::chooseAndOpen()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Open Run"), SettingsStore::exportFolder(),
        tr("Saved runs and traces (*.json *.json.gz *.gz);;All files (*)"));
    if (!path.isEmpty())
        open(path);
}

void RunFiles::open(const QString& path)
{
    using Opened = std::variant<OpenedRun, OpenProblem>;
    const QString full = QFileInfo(path).absoluteFilePath();
    inBackground(
        tr("Opening %1 …").arg(QFileInfo(full).fileName()),
        [full](const FileProgress& progress) {
            return std::make_shared<const Opened>(openRun(full, progress));
        },
        [this, full](const std::shared_ptr<const Opened>& opened) {
            if (const auto* problem = std::get_if<OpenProblem>(opened.get())) {
                Q_EMIT told(problem->message);
                QMessageBox::warning(m_window, tr("Open Run"), problem->message);
                return;
            }
            const auto& run = std::get<OpenedRun>(*opened);
            SettingsStore::addRecentRun(full);
            fillMenu();
            Q_EMIT this->opened(run.record);
            Q_EMIT told(tr("Opened %1").arg(full));
            if (!run.notes.isEmpty())
                QMessageBox::information(m_window, tr("Open Run"),
                                         full + QStringLiteral(":\n\n") +
                                             run.notes.join(QStringLiteral("\n")));
        });
}

void RunFiles::chooseAndSave(const std::shared_ptr<const RunRecord>& record)
{
    QString path = QFileDialog::getSaveFileName(
        m_window, tr("Save Run"),
        QDir(SettingsStore::exportFolder()).filePath(QStringLiteral("run.json.gz")),
        tr("Runs, as traces (*.json *.json.gz)"));
    if (path.isEmpty())
        return;
    SettingsStore::setExportFolder(QFileInfo(path).absolutePath());
    save(record, isTracePath(path) ? path : path + QStringLiteral(".json"));
}

void RunFiles::save(const std::shared_ptr<const RunRecord>& record, const QString& path)
{
    inBackground(
        tr("Saving %1 …").arg(QFileInfo(path).fileName()),
        [record, path](const FileProgress& progress) {
            return writeRunTrace(*record, path, progress);
        },
        [this, path](const QString& problem) {
            if (!problem.isEmpty()) {
                Q_EMIT told(problem);
                QMessageBox::warning(m_window, tr("Save Run"), problem);
                return;
            }
            SettingsStore::addRecentRun(path);
            fillMenu();
            Q_EMIT told(tr("Saved %1").arg(path));
        });
}
