#include "app/window/mainwindow.h"

#include "analysis/timings.h"
#include "app/actions/chartactions.h"
#include "app/actions/chartchoices.h"
#include "app/actions/panelactions.h"
#include "app/actions/runfiles.h"
#include "app/actions/runkeeper.h"
#include "app/actions/settingsactions.h"
#include "app/controls/plaintext.h"
#include "app/dialogs/aboutboxes.h"
#include "app/dialogs/background.h"
#include "app/dialogs/consentdialog.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/framefit.h"
#include "app/dialogs/keysheet.h"
#include "app/window/comparewindow.h"
#include "app/window/exportbar.h"
#include "base/clock.h"
#include "base/durationtext.h"
#include "base/visibletext.h"
#include "files/exports/timingpicture.h"
#include "gantt/paint/theme.h"
#include "session/runthread.h"
#include "session/settingsstore.h"
#include "session/storefile.h"
#include "session/terminal/commandline.h"
#include "session/terminal/exitstatus.h"
#include "session/terminal/messages.h"
#include "text/settingstext.h"
#include "ui_mainwindow.h"

#include <QActionGroup>
#include <QCloseEvent>
#include <QFileInfo>
#include <QFontDatabase>
#include <QLabel>
#include <QMessageBox>
#include <QMimeData>
#include <QProgressBar>
#include <QProgressDialog>
#include <QThread>
#include <QToolButton>
#include <QtConcurrent>

#include <algorithm>

namespace {

constexpr int kTickMs = 16;
// Waits need a look at every span: live for runs that are small enough to do it each frame.
constexpr std::size_t kLiveWaits = 20'000;
constexpr int kProgressSteps = 1000;

// How long the time axis is to begin with.
qint64 longestRunNs(const Estimate& estimate, SequentialRunWhen sequential)
{
    constexpr std::chrono::nanoseconds kUnknown = std::chrono::seconds(1);
    if (!estimate.known)
        return kUnknown.count();
    return sequential == SequentialRunWhen::Off ? estimate.ideal.count()
                                                : estimate.sequential.count();
}

QString stoppedText(const RunRecord& record)
{
    const QLocale locale(QLocale::English);
    const auto number = [&](std::size_t count) {
        return locale.toString(qulonglong(count));
    };
    const RunStatistics pool = statisticsOf(record.pool(), monotonicNs(), Waits::LeftOut);
    return MainWindow::tr("Stopped: %1 of %2 jobs done, %3 failed, %4 cancelled, %5 never ran")
        .arg(number(pool.finished), locale.toString(record.settings.jobs.count),
             number(pool.failed), number(pool.cancelled),
             number(std::size_t(record.settings.jobs.count) - pool.started));
}

QString doneText(const RunOutcome& pool)
{
    QString text = pool.jobsFailed == 0
                       ? MainWindow::tr("All jobs done")
                       : MainWindow::tr("All jobs done, %1 of them failed")
                             .arg(QLocale(QLocale::English).toString(pool.jobsFailed));
    return pool.message.isEmpty() ? text : text + QStringLiteral("; ") + pool.message;
}

} // namespace

MainWindow::MainWindow(const CommandLine& line, QWidget* parent)
    : QMainWindow(parent)
    , m_storeProblem(StoreFile::putAsideIfBroken())
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_exporter(this)
    , m_theme(&Theme::light())
    , m_exportsPending(line.exports)
    , m_settingsNotMine(line.settingsOver(SettingsStore::runSettings()))
{
    // Before anything is measured: fonts and widths are the style's.
    Appearance::apply(Appearance::themeFor(SettingsStore::themeChoice()));
    m_ui->setupUi(this);
    m_settingsActions = new SettingsActions(*m_ui->settings, this);
    m_files = new RunFiles(this);
    m_keeper = new RunKeeper(m_ui->runs->runs(), *m_files, this);
    m_chartActions = new ChartActions(*m_ui, this);
    new PanelActions(*m_ui, this);
    m_exportBar = new ExportBar(m_ui->chart, m_ui->central);
    setAcceptDrops(true);
    m_ui->details->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_ui->details->document()->setDocumentMargin(12);
    setUpActions();
    setUpThemeMenu();
    setUpStatusBar();

    m_tick.setInterval(kTickMs);
    m_tick.setTimerType(Qt::PreciseTimer);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::onTick);
    connect(&m_controller, &RunController::planning, this, &MainWindow::onPlanning);
    connect(&m_controller, &RunController::began, this, &MainWindow::onRunBegan);
    connect(&m_controller, &RunController::refused, this, &MainWindow::onRunRefused);
    connect(&m_controller, &RunController::finished, this, &MainWindow::onRunFinished);
    connect(m_ui->timings, &TimingsPanel::runAgainWanted, this, &MainWindow::runAgain);
    connect(m_ui->settings, &SettingsPanel::workersMoved, &m_controller,
            &RunController::setWorkers);
    connect(m_ui->settings, &SettingsPanel::forecastChanged, this, &MainWindow::showPreview);
    connect(&m_finalTimings, &QFutureWatcher<Timings>::finished, this, [this] {
        if (!m_controller.isRunning())
            m_ui->timings->showTimings(m_finalTimings.result());
    });
    connect(&m_exporter, &RunExporter::exported, this, &MainWindow::onExported);
    connect(&m_exporter, &RunExporter::saved, &m_ui->runs->runs(), &SessionRuns::markSaved);
    connect(&m_exporter, &RunExporter::cancelled, this, &MainWindow::onExportCancelled);
    connect(&m_exporter, &RunExporter::copied, this,
            [this] { showStatus(tr("The picture is on the clipboard")); });

    m_ui->settings->setSettings(*m_settingsNotMine);
    setThemeChoice(SettingsStore::themeChoice());
    restoreWindow();
    updateActions();
    if (!m_storeProblem.isEmpty())
        showStatus(m_storeProblem);
    if (line.run)
        QMetaObject::invokeMethod(this, &MainWindow::startRun, Qt::QueuedConnection);
    if (!line.file.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, path = line.file] { openFile(path); }, Qt::QueuedConnection);
}

MainWindow::~MainWindow()
{
    m_finalTimings.waitForFinished();
}

void MainWindow::setUpActions()
{
    connect(m_ui->actionRun, &QAction::triggered, this, &MainWindow::startRun);
    connect(m_ui->actionPause, &QAction::triggered, this, &MainWindow::setPaused);
    connect(m_ui->actionStop, &QAction::triggered, this, &MainWindow::stopRun);
    connect(m_ui->actionExport, &QAction::triggered, this, &MainWindow::showExportDialog);
    connect(m_ui->actionCopy, &QAction::triggered, this, &MainWindow::copyPicture);
    connect(m_ui->actionExportHashes, &QAction::triggered, this,
            [this] { exportAs(QStringLiteral("hashes.sha256")); });
    connect(m_ui->actionOpenSettings, &QAction::triggered, m_settingsActions,
            &SettingsActions::openFile);
    connect(m_ui->actionSaveSettings, &QAction::triggered, m_settingsActions,
            &SettingsActions::saveFile);
    connect(m_settingsActions, &SettingsActions::told, this, &MainWindow::showStatus);
    connect(m_settingsActions, &SettingsActions::restored, this, &MainWindow::offerToRun);
    connect(m_ui->actionOpen, &QAction::triggered, m_files, &RunFiles::chooseAndOpen);
    connect(m_ui->actionSave, &QAction::triggered, this,
            [this] { m_files->chooseAndSave(m_controller.record()); });
    connect(m_files, &RunFiles::opened, this, &MainWindow::showOpened);
    connect(m_files, &RunFiles::told, this, &MainWindow::showStatus);
    connect(m_files, &RunFiles::saved, this, &MainWindow::closeWhenWritten);
    connect(m_files, &RunFiles::notSaved, this, &MainWindow::onNotSaved);
    m_files->keepMenu(*m_ui->menuRecent);
    m_settingsActions->fillMenu(*m_ui->menuExamples);
    connect(m_ui->actionQuit, &QAction::triggered, this, &QWidget::close);
    connect(m_ui->actionAbout, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_ui->actionAboutQt, &QAction::triggered, this, [this] { showAboutQt(this); });
    connect(m_ui->actionRunDurations, &QAction::triggered, this,
            [this] { m_settingsActions->takeDurations(m_controller.record()); });
    connect(m_ui->actionKeys, &QAction::triggered, this, [this] { showKeySheet(this); });
    connect(m_chartActions, &ChartActions::told, this, &MainWindow::showStatus);
    connect(m_keeper, &RunKeeper::stopWanted, this, &MainWindow::stopRun);
    connect(m_keeper, &RunKeeper::settled, this, &QWidget::close);
    connect(m_ui->runs, &RunsPanel::showWanted, this, &MainWindow::showEnded);
    connect(m_ui->runs, &RunsPanel::saveWanted, m_files, &RunFiles::chooseAndSave);
    connect(m_ui->runs, &RunsPanel::compareWanted, this, &MainWindow::compareRuns);
    for (QAction* action :
         {m_ui->actionRun, m_ui->actionPause, m_ui->actionStop, m_ui->actionExport}) {
        action->setToolTip(tr("%1 (%2)").arg(
            action->toolTip(), action->shortcut().toString(QKeySequence::NativeText)));
    }

    auto* space = new QWidget(m_ui->toolBar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_choices = new ChartChoices(m_ui->toolBar);
    connect(m_choices, &ChartChoices::changed, this, &MainWindow::updateLook);
    updateLook();
    m_ui->toolBar->insertWidget(m_ui->actionExport, m_choices);
    m_ui->toolBar->insertWidget(m_ui->actionExport, space);
    m_ui->toolBar->widgetForAction(m_ui->actionRun)->setObjectName(QStringLiteral("runButton"));
    // As wide as its longer name, so that the others stay where they are.
    QWidget* pause = m_ui->toolBar->widgetForAction(m_ui->actionPause);
    m_ui->actionPause->setIconText(tr("Resume"));
    pause->ensurePolished();
    pause->setMinimumWidth(pause->sizeHint().width());
}

void MainWindow::setUpThemeMenu()
{
    auto* group = new QActionGroup(this);
    const auto add = [&](QAction* action, ThemeChoice choice) {
        group->addAction(action);
        action->setChecked(choice == SettingsStore::themeChoice());
        connect(action, &QAction::triggered, this, [this, choice] { setThemeChoice(choice); });
    };
    add(m_ui->actionThemeSystem, ThemeChoice::System);
    add(m_ui->actionThemeLight, ThemeChoice::Light);
    add(m_ui->actionThemeDark, ThemeChoice::Dark);
}

void MainWindow::setUpStatusBar()
{
    m_status = new QLabel(tr("Ready"), this);
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(180);
    m_progress->setAccessibleName(tr("Progress of the run"));
    m_progress->hide();
    const int cores = QThread::idealThreadCount();
    auto* machine = new QLabel(cores == 1 ? tr("1 core") : tr("%1 cores").arg(cores), this);
    // A long text is cut and shown whole in the tool tip: it must not widen the window.
    m_status->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_ui->statusBar->addWidget(m_status, 1);
    m_ui->statusBar->addWidget(m_progress);
    m_ui->statusBar->addPermanentWidget(machine);
}

void MainWindow::startRun()
{
    m_ui->settings->takeTyped();
    const RunSettings& settings = m_ui->settings->settings();
    if (m_ui->settings->foreignTexts().areNeeded(settings))
        return askForConsent();
    m_exportBar->hide();
    m_controller.start(settings);
}

void MainWindow::askForConsent()
{
    const RunSettings shown = m_ui->settings->settings();
    auto* dialog = new ConsentDialog(m_ui->settings->foreignTexts().file(), shown, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, shown] {
        // Another file may have been opened meanwhile: what was shown is agreed to, nothing else.
        if (m_ui->settings->settings() != shown)
            return;
        m_ui->settings->agree();
        m_settingsNotMine.reset();
        startRun();
    });
    dialog->open();
}

void MainWindow::runAgain()
{
    const RunSettings settings = m_controller.record()->settings;
    if (m_ui->settings->settings() != settings)
        m_ui->settings->setSettings(settings, m_foreignThen);
    startRun();
}

void MainWindow::onPlanning(qint64 count)
{
    m_progress->setRange(0, 0); // nobody knows how many there are
    m_progress->show();
    showStatus(count > 0 ? tr("Preparing the jobs: %1 so far").arg(count)
                         : tr("Preparing the jobs"));
    updateActions();
}

void MainWindow::onRunBegan()
{
    const auto record = m_controller.record();
    const RunSettings& settings = record->settings;
    m_ranHere = record;
    m_foreignThen = m_ui->settings->foreignTexts();
    m_ui->chart->showRun(record, longestRunNs(record->plan.estimate, settings.baseline.when));
    m_ui->log->showRun(record);
    m_ui->jobs->showRun(record);
    m_progress->setRange(0, kProgressSteps);
    m_progress->setValue(0);
    m_progress->show();
    m_tick.start();
    updateActions();
    onTick();
}

void MainWindow::onRunRefused(const QString& problem, int status)
{
    m_progress->hide();
    updateActions();
    showStatus(problem.isEmpty() ? tr("Stopped before it began") : problem);
    if (problem.isEmpty())
        return;
    m_exitStatus = status;
    warn(this, tr("Run"), problem);
}

void MainWindow::stopRun()
{
    m_controller.stop();
}

void MainWindow::setPaused(bool paused)
{
    m_controller.setPaused(paused);
    updateActions();
    onTick();
}

void MainWindow::onTick()
{
    const auto record = m_controller.record();
    const bool small = record->pool().startedCount() <= kLiveWaits;
    const Timings timings =
        timingsOf(*record, monotonicNs(), small ? Waits::Included : Waits::LeftOut);
    m_ui->chart->refresh();
    m_ui->timings->showTimings(timings);
    m_ui->log->refresh();
    m_ui->jobs->refresh(!m_controller.isRunning());
    if (m_ui->details->isVisible() || !m_controller.isRunning())
        m_chartActions->showDetails();
    showProgress(timings);
}

void MainWindow::showProgress(const Timings& timings)
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
    m_status->setText(m_controller.isPaused() ? tr("Paused. %1").arg(progress) : progress);
}

void MainWindow::onRunFinished()
{
    m_tick.stop();
    onTick();
    m_progress->hide();
    m_keeper->keep(m_controller.record(), {});
    computeFinalTimings();
    updateActions();
    exportPending();
    closeWhenWritten();

    const RunOutcome& pool = *m_controller.record()->pool().outcome();
    const RunOutcome* sequential = m_controller.record()->sequential()
                                       ? m_controller.record()->sequential()->outcome()
                                       : nullptr;
    for (const RunOutcome* outcome : {&pool, sequential}) {
        if (outcome && outcome->state == RunState::Failed) {
            showStatus(outcome->message);
            m_exitStatus = ExitStatus::kNotFinished;
            if (!m_closeWhenWritten)
                warn(this, tr("Run"), outcome->message);
            return;
        }
    }
    if (pool.state == RunState::Stopped)
        showStatus(stoppedText(*m_controller.record()));
    else if (sequential && sequential->state == RunState::Stopped)
        showStatus(tr("The sequential run was stopped"));
    else
        showStatus(doneText(pool));
}

void MainWindow::computeFinalTimings()
{
    // A pass over all spans: in the background, so that the window stays alive after large runs.
    m_finalTimings.setFuture(QtConcurrent::run([record = m_controller.record()] {
        return timingsOf(*record, monotonicNs(), Waits::Included);
    }));
}

void MainWindow::exportPending()
{
    for (const QString& path : m_exportsPending)
        m_exporter.exportTo(pictureRequest(), path, 1);
}

void MainWindow::onExported(const QString& path, const QString& problem)
{
    const bool wasPending = m_exportsPending.removeOne(path);
    showStatus(problem.isEmpty() ? tr("Exported %1").arg(path) : problem);
    if (!problem.isEmpty() && (wasPending || m_closeWhenWritten))
        m_exitStatus = ExitStatus::kFile;
    if (problem.isEmpty())
        m_exportBar->showExported(path);
    else if (m_closeWhenWritten)
        printError(problem);
    else
        m_exportBar->showProblem(problem);
    closeWhenWritten();
}

void MainWindow::onNotSaved(const QString& problem)
{
    if (m_closeWhenWritten) {
        m_exitStatus = ExitStatus::kFile;
        printError(problem);
    }
    closeWhenWritten();
}

void MainWindow::onExportCancelled(const QString& path)
{
    m_exportsPending.removeOne(path);
    showStatus(tr("Cancelled: %1 was not written").arg(path));
    closeWhenWritten();
}

void MainWindow::closeWhenWritten()
{
    if (m_closeWhenWritten && !m_controller.isRunning() && !isWriting())
        close();
}

bool MainWindow::isWriting() const
{
    return m_exporter.isWriting() || m_files->isSaving();
}

void MainWindow::showStatus(const QString& text)
{
    m_status->setText(visibleText(text));
    m_status->setToolTip(visibleText(text));
}

PictureRequest MainWindow::pictureRequest() const
{
    return {m_controller.record(), m_theme, monotonicNs(), QDateTime::currentDateTime()};
}

void MainWindow::showExportDialog()
{
    exportAs(QStringLiteral("timing.png"));
}

void MainWindow::exportAs(const QString& name)
{
    const PictureRequest request = pictureRequest();
    ExportDialog dialog(request, !m_controller.isRunning(), name, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_exportBar->hide();
    showStatus(tr("Exporting %1 …").arg(dialog.path()));
    m_exporter.exportTo(request, dialog.path(), dialog.scale());
}

void MainWindow::copyPicture()
{
    m_exporter.copy(pictureRequest());
}

void MainWindow::updateActions()
{
    const bool running = m_controller.isRunning();
    const bool busy = running || m_controller.isPlanning();
    const bool hasRun = m_controller.record() != nullptr;
    m_ui->actionRun->setEnabled(!busy);
    m_ui->actionPause->setEnabled(running);
    m_ui->actionPause->setChecked(m_controller.isPaused());
    m_ui->actionPause->setText(m_controller.isPaused() ? tr("Re&sume") : tr("&Pause"));
    m_ui->actionPause->setIconText(m_controller.isPaused() ? tr("Resume") : tr("Pause"));
    m_ui->actionStop->setEnabled(busy);
    m_ui->actionExport->setEnabled(hasRun);
    m_ui->actionOpen->setEnabled(!busy);
    m_ui->menuRecent->setEnabled(!busy && !m_ui->menuRecent->isEmpty());
    m_ui->actionSave->setEnabled(hasRun && !busy);
    m_ui->actionExportHashes->setEnabled(
        hasRun && !running && m_controller.record()->settings.jobs.work == WorkKind::Hash);
    m_ui->actionRunDurations->setEnabled(hasRun && !busy);
    m_ui->runs->setShown(m_controller.record(), !busy);
    m_ui->actionCopy->setEnabled(hasRun);
    m_ui->actionFind->setEnabled(hasRun);
    m_ui->timings->setMayRunAgain(hasRun && !busy && m_controller.record() == m_ranHere.lock());
    m_chartActions->update();
}

void MainWindow::showPreview()
{
    if (m_controller.record())
        return; // the chart keeps showing the run that it holds
    const RunForecast& forecast = m_ui->settings->forecast();
    RunSettings settings = m_ui->settings->settings();
    settings.jobs.count = std::max(RunSettings::kMinJobs, forecast.jobs);
    m_ui->chart->showPreview(settings, longestRunNs(forecast.estimate, settings.baseline.when),
                             forecast.problem.isEmpty()
                                 ? tr("Set the sliders, then press Run (F5).")
                                 : forecast.problem);
}

void MainWindow::setThemeChoice(ThemeChoice choice)
{
    m_themeChoice = choice;
    SettingsStore::setThemeChoice(choice);
    applyTheme();
}

void MainWindow::applyTheme()
{
    const Theme& theme = Appearance::themeFor(m_themeChoice);
    m_theme = &theme;
    Appearance::apply(theme);
    const auto setIcon = [&theme](QAction* action, const char* name, const QColor& color) {
        action->setIcon(Appearance::icon(QLatin1String(name), color, theme.muted));
    };
    setIcon(m_ui->actionRun, "run", theme.onAccent);
    setIcon(m_ui->actionPause, "pause", theme.text);
    setIcon(m_ui->actionStop, "stop", theme.text);
    setIcon(m_ui->actionExport, "export", theme.text);
    updateLook();
    m_ui->timings->setTheme(theme);
    m_ui->log->setTheme(theme);
}

void MainWindow::updateLook()
{
    m_ui->chart->setTheme(*m_theme);
    m_ui->chart->setRowsBy(m_choices->rowsBy());
    m_ui->chart->setColorBy(m_choices->colorBy());
    for (auto* window : findChildren<CompareWindow*>(Qt::FindDirectChildrenOnly))
        window->setLook(*m_theme, m_choices->rowsBy(), m_choices->colorBy());
}

void MainWindow::restoreWindow()
{
    const SettingsStore::WindowState state = SettingsStore::windowState();
    // A window that grows gives its width to the chart.
    m_ui->outerSplitter->setStretchFactor(1, 1);
    m_ui->outerSplitter->setSizes({m_ui->settings->sizeHint().width(), width()});
    m_ui->innerSplitter->setSizes({650, 150});
    m_ui->chartSplitter->setStretchFactor(0, 1);
    m_ui->chartSplitter->setSizes({width(), m_ui->timings->sizeHint().width()});
    const QList<QSplitter*> splitters{m_ui->outerSplitter, m_ui->innerSplitter,
                                      m_ui->chartSplitter};
    if (!state.place.isEmpty())
        setGeometry(state.place);
    new FrameFit(this);
    if (state.maximized)
        setWindowState(Qt::WindowMaximized);
    for (qsizetype i = 0; i < splitters.size() && i < state.splitters.size(); ++i) {
        if (state.splitters[i].size() == splitters[i]->count())
            splitters[i]->setSizes(state.splitters[i]);
    }
}

void MainWindow::saveWindow()
{
    SettingsStore::setWindowState({normalGeometry(),
                                   isMaximized(),
                                   {m_ui->outerSplitter->sizes(), m_ui->innerSplitter->sizes(),
                                    m_ui->chartSplitter->sizes()}});
    m_ui->settings->takeTyped();
    rememberSettings();
}

void MainWindow::rememberSettings()
{
    // Not what the command line alone has set, or a run that was opened, or texts of others.
    const RunSettings& settings = m_ui->settings->settings();
    if (settings != m_settingsNotMine)
        SettingsStore::setRunSettings(
            m_ui->settings->foreignTexts().ownPart(settings, SettingsStore::runSettings()));
}

void MainWindow::closeUnasked()
{
    m_keeper->stopAsking();
    // Closing such a dialog is no wish to cancel now.
    for (auto* dialog : findChildren<QProgressDialog*>())
        disconnect(dialog, &QProgressDialog::canceled, nullptr, nullptr);
    QApplication::closeAllWindows(); // the program ends with the last of them
}

void MainWindow::giveUp(std::chrono::milliseconds most)
{
    RunThread::endAll(most);
    for (auto* dialog : findChildren<QProgressDialog*>()) {
        if (auto* work = dynamic_cast<BackgroundDialog*>(dialog))
            work->stopWork();
    }
    m_exporter.waitForEnd(most);
    QThreadPool::globalInstance()->waitForDone(int(most.count()));
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    const auto record = m_controller.record();
    const bool longRunGoesOn =
        m_controller.isRunning() && record->elapsedNs(monotonicNs()) >= SessionRuns::kTrivialNs;
    if (!m_keeper->mayClose(longRunGoesOn)) {
        event->ignore();
        return;
    }
    if (m_controller.isRunning() || m_controller.isPlanning())
        m_exitStatus = ExitStatus::kNotFinished;
    stopRun();
    saveWindow();
    if (isWriting() || (m_controller.isRunning() && !m_exportsPending.isEmpty())) {
        // What was asked for is written, for the part that ran; then it closes.
        m_closeWhenWritten = true;
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange && m_themeChoice == ThemeChoice::System)
        applyTheme();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event)
{
    const QList<QUrl> urls = event->mimeData()->urls();
    if (urls.size() == 1 && urls.constFirst().isLocalFile())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    openFile(event->mimeData()->urls().constFirst().toLocalFile());
}

void MainWindow::openFile(const QString& path)
{
    if (holdsSettings(path))
        m_settingsActions->open(path);
    else if (!m_controller.isRunning() && !m_controller.isPlanning())
        m_files->open(path);
    else
        showStatus(tr("A run goes on: stop it before you open another"));
}

void MainWindow::offerToRun(const QString& path)
{
    if (m_controller.isRunning() || m_controller.isPlanning())
        return;
    const RunSettings& settings = m_ui->settings->settings();
    if (m_ui->settings->foreignTexts().areNeeded(settings)) {
        askForConsent();
        return;
    }
    auto* offer = new QMessageBox(
        QMessageBox::Question, tr("Run Again"),
        tr("%1 carried the settings of its run:\n\n%2")
            .arg(visibleText(QFileInfo(path).fileName()), visibleText(settingsText(settings))),
        QMessageBox::NoButton, this);
    offer->setDefaultButton(offer->addButton(tr("&Run Again"), QMessageBox::AcceptRole));
    offer->addButton(tr("&Not Now"), QMessageBox::RejectRole);
    offer->setAttribute(Qt::WA_DeleteOnClose);
    connect(offer, &QDialog::accepted, this, &MainWindow::startRun);
    offer->open();
}

void MainWindow::showOpened(const std::shared_ptr<const RunRecord>& record, const QString& file)
{
    if (m_controller.isRunning() || m_controller.isPlanning()) {
        m_ui->runs->runs().add(record, file);
        showStatus(tr("Opened %1: it is among the Runs, as another run has begun").arg(file));
        return;
    }
    showEnded(record);
    if (record->origin.isOurs()) {
        // Whose run is looked at is not what the next start begins with.
        rememberSettings();
        m_ui->settings->showSettingsOf(file, record->settings);
        m_settingsNotMine = record->settings;
    }
    m_keeper->keep(record, file);
    updateActions();
    showStatus(tr("Opened %1").arg(file));
}

void MainWindow::compareRuns(int firstRow, int secondRow)
{
    const auto named = [this](int row) {
        const SessionRuns::Kept& run = m_ui->runs->runs().at(row);
        return ComparedRun{tr("Run %1").arg(run.number), run.record};
    };
    auto* window = new CompareWindow(named(firstRow), named(secondRow), this);
    window->setLook(*m_theme, m_choices->rowsBy(), m_choices->colorBy());
    window->show();
}

void MainWindow::showEnded(const std::shared_ptr<const RunRecord>& record)
{
    m_controller.hold(record);
    if (m_controller.record() != record)
        return;
    m_ui->chart->showRun(record, record->longestNs());
    m_ui->log->showRun(record);
    m_ui->jobs->showRun(record);
    onTick();
    showStatus(runText(*record));
    computeFinalTimings();
    updateActions();
}
