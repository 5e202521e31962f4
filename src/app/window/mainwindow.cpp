#include "app/window/mainwindow.h"

#include "app/actions/chartactions.h"
#include "app/actions/chartchoices.h"
#include "app/actions/languagemenu.h"
#include "app/actions/panelactions.h"
#include "app/actions/runfiles.h"
#include "app/actions/runkeeper.h"
#include "app/actions/settingsactions.h"
#include "app/controls/appearance.h"
#include "app/controls/plaintext.h"
#include "app/controls/textscale.h"
#include "app/dialogs/aboutboxes.h"
#include "app/dialogs/background.h"
#include "app/dialogs/exportdialog.h"
#include "app/dialogs/keysheet.h"
#include "app/window/comparewindow.h"
#include "app/window/exportbar.h"
#include "app/window/following.h"
#include "app/window/guide.h"
#include "app/window/insightpresenter.h"
#include "app/window/mainbar.h"
#include "app/window/measuring.h"
#include "app/window/pendingexports.h"
#include "app/window/runpresenter.h"
#include "app/window/runstarter.h"
#include "app/window/statusline.h"
#include "app/window/textsizeswitch.h"
#include "app/window/themeswitch.h"
#include "app/window/windowplace.h"
#include "base/clock.h"
#include "files/exports/timingpicture.h"
#include "session/runthread.h"
#include "session/settingsstore.h"
#include "session/storefile.h"
#include "session/terminal/commandline.h"
#include "session/terminal/exitstatus.h"
#include "text/settingstext.h"
#include "ui_mainwindow.h"

#include <QCloseEvent>
#include <QMimeData>
#include <QProgressDialog>
#include <QThreadPool>

MainWindow::MainWindow(const CommandLine& line, const QString& storeProblem)
    : m_storeProblem(storeProblem.isEmpty() ? StoreFile::putAsideIfBroken() : storeProblem)
    , m_ui(std::make_unique<Ui::MainWindow>())
    , m_exporter(this)
{
    // Before anything is measured: fonts and widths are the style's.
    TextScale::set(SettingsStore::textPercent());
    Appearance::apply(Appearance::themeFor(SettingsStore::themeChoice()));
    m_ui->setupUi(this);
    setAcceptDrops(true);
    m_ui->details->document()->setDocumentMargin(12);
    makeParts(line);
    connectLook();
    connectRun();
    connectExports();
    connectFiles();
    connectInsight();
    connectHelp();

    m_starter->showGiven(line.settingsOver(SettingsStore::runSettings()));
    m_theme->show();
    Appearance::settle(*this);
    m_place->restore();
    setFocus(); // no part of it, until a key or a click says which
    updateActions();
    if (!m_storeProblem.isEmpty())
        m_status->say(m_storeProblem);
    if (line.run)
        QMetaObject::invokeMethod(this, &MainWindow::startRun, Qt::QueuedConnection);
    if (!line.file.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, path = line.file, jobsAre = line.jobsAre] { openFile(path, jobsAre); },
            Qt::QueuedConnection);
    if (!line.follow.isEmpty())
        QMetaObject::invokeMethod(
            this, [this, path = line.follow] { m_following->follow(path); }, Qt::QueuedConnection);
    if (line.watch)
        QMetaObject::invokeMethod(
            this, [this, broker = *line.watch] { m_following->watch(broker); },
            Qt::QueuedConnection);
}

MainWindow::~MainWindow()
{
    // As its widgets go the focus leaves what is being typed into: nobody is to follow that change.
    m_ui->settings->blockSignals(true);
}

void MainWindow::makeParts(const CommandLine& line)
{
    m_settingsActions = new SettingsActions(*m_ui->settings, this);
    m_files = new RunFiles(this);
    m_keeper = new RunKeeper(m_ui->runs->runs(), *m_files, this);
    m_starter = new RunStarter(*m_ui->settings, m_controller, this);
    m_presenter = new RunPresenter({m_ui->chart, m_ui->log, m_ui->jobs, m_ui->timings}, this);
    m_insight = new InsightPresenter({m_ui->chart, m_ui->sizing, m_ui->lost, m_ui->findings},
                                     m_ui->runs->runs(), this);
    m_measuring = new Measuring(*m_ui->sizing, *m_keeper, *m_starter, this);
    m_pending = new PendingExports(line.exports, m_controller, m_exporter, *m_files, this);
    m_chartActions = new ChartActions({m_ui->chart, m_ui->jobs, m_ui->details},
                                      {.fit = m_ui->actionFit,
                                       .fitPool = m_ui->actionFitPool,
                                       .follow = m_ui->actionFollow,
                                       .zoomIn = m_ui->actionZoomIn,
                                       .zoomOut = m_ui->actionZoomOut,
                                       .back = m_ui->actionBack,
                                       .forward = m_ui->actionForward,
                                       .tallerRows = m_ui->actionTallerRows,
                                       .shorterRows = m_ui->actionShorterRows,
                                       .defaultRows = m_ui->actionDefaultRows,
                                       .findJob = m_ui->actionFind,
                                       .copySelection = m_ui->actionCopySelection},
                                      this);
    new PanelActions({.settings = {m_ui->actionSettingsPanel, m_ui->settings},
                      .timings = {m_ui->actionTimingsPanel, m_ui->side},
                      .lower = {m_ui->actionLowerPanel, m_ui->tabs}},
                     m_ui->chart, this);
    m_bar = new MainBar(m_ui->toolBar,
                        {m_ui->actionRun, m_ui->actionPause, m_ui->actionStop, m_ui->actionExport});
    m_theme = new ThemeSwitch(
        {m_ui->actionThemeSystem, m_ui->actionThemeLight, m_ui->actionThemeDark,
         m_ui->actionThemeHighContrast},
        {m_ui->actionRun, m_ui->actionPause, m_ui->actionStop, m_ui->actionExport}, this);
    m_textSize = new TextSizeSwitch(
        {{m_ui->actionText100, m_ui->actionText125, m_ui->actionText150, m_ui->actionText200},
         m_ui->actionLargerText,
         m_ui->actionSmallerText},
        *m_theme, this);
    m_status = new StatusLine(m_ui->statusBar);
    auto* languages = new LanguageMenu(*m_ui->menuLanguage, this);
    connect(languages, &LanguageMenu::told, m_status, &StatusLine::say);
    m_following = new Following(m_controller, this);
    const QString chartPage = QStringLiteral("chart");
    const QString workersPage = QStringLiteral("workers");
    m_guide = new Guide({{m_ui->chart, chartPage},
                         {m_ui->jobs, chartPage},
                         {m_ui->log, chartPage},
                         {m_ui->details, chartPage},
                         {m_ui->sizing, workersPage},
                         {m_ui->lost, workersPage},
                         {m_ui->findings, workersPage}},
                        m_theme->theme(), this);
    m_exportBar = new ExportBar(m_ui->chart, m_ui->central);
    m_place = std::make_unique<WindowPlace>(
        this,
        WindowPlace::Splitters{m_ui->outerSplitter, m_ui->innerSplitter, m_ui->chartSplitter});
}

void MainWindow::connectLook()
{
    connect(&m_bar->choices(), &ChartChoices::changed, this, &MainWindow::updateLook);
    connect(m_theme, &ThemeSwitch::applied, this, &MainWindow::updateLook);
    connect(m_theme, &ThemeSwitch::applied, m_bar, &MainBar::setTheme);
    connect(m_theme, &ThemeSwitch::applied, m_ui->timings, &TimingsPanel::setTheme);
    connect(m_theme, &ThemeSwitch::applied, m_ui->log, &LogView::setTheme);
    connect(m_theme, &ThemeSwitch::applied, m_ui->sizing, &SizingPanel::setTheme);
    connect(m_theme, &ThemeSwitch::applied, m_ui->lost, &LostTimePanel::setTheme);
    connect(m_textSize, &TextSizeSwitch::changed, m_bar, &MainBar::fitTexts);
    connect(m_textSize, &TextSizeSwitch::changed, this, [this] { m_place->fitPanels(); });
}

void MainWindow::connectRun()
{
    connect(m_ui->actionRun, &QAction::triggered, this, &MainWindow::startRun);
    connect(m_ui->actionPause, &QAction::triggered, this, &MainWindow::setPaused);
    connect(m_ui->actionStop, &QAction::triggered, this, &MainWindow::stopRun);
    connect(m_ui->timings, &TimingsPanel::runAgainWanted, m_starter, &RunStarter::startAgain);
    connect(m_ui->settings, &SettingsPanel::workersMoved, &m_controller,
            &RunController::setWorkers);
    connect(m_ui->settings, &SettingsPanel::forecastChanged, this, [this] {
        m_presenter->showPreview(m_ui->settings->settings(), m_ui->settings->forecast());
        if (!m_controller.record())
            m_insight->showPlan(m_ui->settings->settings());
    });
    connect(m_starter, &RunStarter::starting, m_exportBar, &QWidget::hide);
    connect(&m_controller, &RunController::planning, m_status, &StatusLine::showPlanning);
    connect(&m_controller, &RunController::planning, this, &MainWindow::updateActions);
    connect(&m_controller, &RunController::began, this, &MainWindow::onRunBegan);
    connect(&m_controller, &RunController::refused, this, &MainWindow::onRunRefused);
    connect(&m_controller, &RunController::finished, this, &MainWindow::onRunFinished);
    connect(m_presenter, &RunPresenter::refreshed, this, [this](const Timings& timings) {
        if (m_ui->details->isVisible() || !m_controller.isRunning())
            m_chartActions->showDetails();
        m_chartActions->update();
        m_status->showProgress(timings, m_controller.isPaused(), m_controller.heldUpBy());
    });
    connect(m_chartActions, &ChartActions::told, m_status, &StatusLine::say);
}

void MainWindow::connectExports()
{
    connect(m_ui->actionExport, &QAction::triggered, this, &MainWindow::showExportDialog);
    connect(m_ui->actionCopy, &QAction::triggered, this, &MainWindow::copyPicture);
    connect(m_ui->actionExportHashes, &QAction::triggered, this,
            [this] { exportAs(QStringLiteral("hashes.sha256")); });
    connect(&m_exporter, &RunExporter::saved, &m_ui->runs->runs(), &SessionRuns::markSaved);
    connect(&m_exporter, &RunExporter::copied, this,
            [this] { m_status->say(tr("The picture is on the clipboard")); });
    connect(m_pending, &PendingExports::written, m_exportBar, &ExportBar::showExported);
    connect(m_pending, &PendingExports::failed, m_exportBar, &ExportBar::showProblem);
    connect(m_pending, &PendingExports::told, m_status, &StatusLine::say);
    connect(m_pending, &PendingExports::closable, this, &QWidget::close);
}

void MainWindow::connectFiles()
{
    connect(m_ui->actionOpenSettings, &QAction::triggered, m_settingsActions,
            &SettingsActions::openFile);
    connect(m_ui->actionSaveSettings, &QAction::triggered, m_settingsActions,
            &SettingsActions::saveFile);
    connect(m_settingsActions, &SettingsActions::told, m_status, &StatusLine::say);
    connect(m_settingsActions, &SettingsActions::restored, m_starter, &RunStarter::offer);
    connect(m_ui->actionRunDurations, &QAction::triggered, this,
            [this] { m_settingsActions->takeDurations(m_controller.record()); });
    m_settingsActions->fillMenu(*m_ui->menuExamples);

    connect(m_ui->actionOpen, &QAction::triggered, m_files, &RunFiles::chooseAndOpen);
    connect(m_ui->actionFollowProgram, &QAction::triggered, m_following, &Following::choose);
    connect(m_ui->actionWatchCelery, &QAction::triggered, m_following, &Following::chooseBroker);
    connect(m_ui->actionSave, &QAction::triggered, this,
            [this] { m_files->chooseAndSave(m_controller.record()); });
    connect(m_ui->actionInnermost, &QAction::triggered, this, [this](bool innermost) {
        m_files->open(m_ui->runs->runs().at(m_ui->runs->runs().rowOf(m_controller.record())).file,
                      innermost ? JobsAre::Innermost : JobsAre::Outermost);
    });
    connect(m_files, &RunFiles::opened, this, &MainWindow::showOpened);
    connect(m_files, &RunFiles::told, m_status, &StatusLine::say);
    m_files->keepMenu(*m_ui->menuRecent);

    connect(m_keeper, &RunKeeper::stopWanted, this, &MainWindow::stopRun);
    connect(m_keeper, &RunKeeper::settled, this, &QWidget::close);
    connect(m_ui->runs, &RunsPanel::showWanted, this, &MainWindow::showEnded);
    connect(m_ui->runs, &RunsPanel::saveWanted, m_files, &RunFiles::chooseAndSave);
    connect(m_ui->runs, &RunsPanel::compareWanted, this, &MainWindow::compareRuns);
}

void MainWindow::connectInsight()
{
    connect(m_insight, &InsightPresenter::changed, this, &MainWindow::updateFindingsTab);
    connect(m_insight, &InsightPresenter::runAgainWanted, this, [this] {
        if (isBusy() || !m_starter->isLast(m_controller.record()))
            m_status->say(tr("Only the last run that was made here can be run again from here"));
        else
            m_starter->startAgain();
    });
    connect(m_insight, &InsightPresenter::whatIfTried, this,
            [this] { m_ui->tabs->setCurrentWidget(m_ui->sizing); });
    connect(m_measuring, &Measuring::begun, this, &MainWindow::updateActions);
    connect(m_measuring, &Measuring::ended, this, &MainWindow::updateActions);
    // Not before: what is worked out would take the cores from the runs that are measured.
    connect(m_measuring, &Measuring::ended, m_insight, &InsightPresenter::update);
    connect(m_measuring, &Measuring::told, m_status, &StatusLine::say);
    updateFindingsTab();
}

// How many there are is seen without opening it.
void MainWindow::updateFindingsTab()
{
    const auto insight = m_insight->insightOf(m_controller.record());
    const std::size_t count = insight ? insight->findings.findings.size() : 0;
    m_ui->side->setTabText(m_ui->side->indexOf(m_ui->findings),
                           count > 0 ? tr("What holds it back · %1").arg(count)
                                     : tr("What holds it back"));
}

void MainWindow::connectHelp()
{
    connect(m_ui->actionGuide, &QAction::triggered, m_guide, &Guide::open);
    connect(m_theme, &ThemeSwitch::applied, m_guide, &Guide::setTheme);
    connect(m_ui->actionKeys, &QAction::triggered, this, [this] { showKeySheet(this); });
    connect(m_ui->actionAbout, &QAction::triggered, this, [this] { showAbout(this); });
    connect(m_ui->actionAboutQt, &QAction::triggered, this, [this] { showAboutQt(this); });
    connect(m_ui->actionQuit, &QAction::triggered, this, &QWidget::close);
}

bool MainWindow::focusNextPrevChild(bool next)
{
    const QList<QWidget*> order = orderFocus();
    if (!hasFocus())
        return QMainWindow::focusNextPrevChild(next);
    // It stands somewhere among its parts: from it one comes to the first of them, or the last.
    const auto takesFocus = [](const QWidget* part) {
        return part->isVisible() && part->isEnabled();
    };
    if (next) {
        if (const auto first = std::ranges::find_if(order, takesFocus); first != order.end())
            (*first)->setFocus(Qt::TabFocusReason);
    } else if (const auto last = std::find_if(order.rbegin(), order.rend(), takesFocus);
               last != order.rend()) {
        (*last)->setFocus(Qt::BacktabFocusReason);
    }
    return true;
}

QList<QWidget*> MainWindow::orderFocus()
{
    QList<QWidget*> order;
    for (const QWidget* part : std::initializer_list<QWidget*>{
             m_ui->toolBar, m_ui->settings, m_ui->chart, m_exportBar, m_ui->side, m_ui->tabs}) {
        for (QWidget* widget = nextInFocusChain(); widget != this;
             widget = widget->nextInFocusChain()) {
            const bool isIn = widget == part || part->isAncestorOf(widget);
            // The line of a spin box goes along with it.
            const QWidget* proxy = widget->focusProxy();
            const bool isInner = proxy && proxy->isAncestorOf(widget);
            if (isIn && widget->focusPolicy() & Qt::TabFocus && !isInner)
                order += widget;
        }
    }
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    return order;
}

int MainWindow::exitStatus() const
{
    return m_pending->exitStatus();
}

bool MainWindow::isBusy() const
{
    return m_controller.isRunning() || m_controller.isPlanning() || m_measuring->isRunning();
}

void MainWindow::startRun()
{
    m_starter->start();
}

void MainWindow::stopRun()
{
    m_measuring->cancel();
    m_controller.stop();
}

void MainWindow::setPaused(bool paused)
{
    m_controller.setPaused(paused);
    updateActions();
    m_presenter->refresh();
}

void MainWindow::onRunBegan()
{
    if (m_controller.isFollowing())
        m_status->beginFollowing(m_following->name());
    else
        m_status->beginProgress();
    m_ui->settings->stopPointing();
    m_insight->clear(tr("When the run is over, it is looked into."));
    m_measuring->setRun(nullptr);
    m_presenter->followRun(m_controller.record());
    updateActions();
}

void MainWindow::onRunRefused(const QString& problem, int status, const QString& field)
{
    m_status->hideProgress();
    updateActions();
    m_status->say(problem.isEmpty() ? tr("Stopped before it began") : problem);
    if (problem.isEmpty())
        return;
    m_pending->fail(status);
    if (m_ui->settings->pointAt(field, problem))
        m_status->sayAloud(problem); // a box would be read by itself
    else
        warn(this, tr("Run"), problem);
}

void MainWindow::onRunFinished()
{
    const auto record = m_controller.record();
    m_presenter->concludeRun();
    m_ui->settings->learnFrom(record);
    m_status->hideProgress();
    m_keeper->keep(record, {});
    m_insight->showRun(record);
    m_measuring->setRun(record);
    updateActions();
    m_pending->write(pictureRequest());
    m_status->sayEnd(*record);
    if (const RunOutcome* failure = record->failure()) {
        m_pending->fail(ExitStatus::kNotFinished);
        if (!m_pending->isClosing())
            warn(this, tr("Run"), failure->message);
    }
}

void MainWindow::updateActions()
{
    const auto record = m_controller.record();
    const bool running = m_controller.isRunning();
    const bool busy = isBusy();
    const bool hasRun = record != nullptr;
    m_ui->actionRun->setEnabled(!busy);
    m_ui->actionPause->setEnabled(running && !m_controller.isFollowing());
    m_ui->actionPause->setChecked(m_controller.isPaused());
    m_bar->setPaused(m_controller.isPaused());
    m_ui->actionStop->setEnabled(busy);
    m_starter->setBlocked(m_measuring->isRunning());
    m_measuring->setBlocked(m_controller.isRunning() || m_controller.isPlanning());
    m_ui->actionExport->setEnabled(hasRun && !m_controller.isFollowing());
    m_ui->actionOpen->setEnabled(!busy);
    m_ui->actionFollowProgram->setEnabled(!busy);
    m_ui->actionWatchCelery->setEnabled(!busy);
    m_ui->menuRecent->setEnabled(!busy && !m_ui->menuRecent->isEmpty());
    m_ui->actionInnermost->setEnabled(hasRun && !busy && record->nested() &&
                                      m_ui->runs->runs().rowOf(record) >= 0);
    m_ui->actionInnermost->setChecked(hasRun && record->origin.nested.areAround);
    m_ui->actionSave->setEnabled(hasRun && !busy);
    m_ui->actionExportHashes->setEnabled(hasRun && !running &&
                                         record->settings.jobs.work == WorkKind::Hash);
    m_ui->actionRunDurations->setEnabled(hasRun && !busy);
    m_ui->actionCopy->setEnabled(hasRun && !m_controller.isFollowing());
    m_ui->runs->setShown(record, !busy);
    m_ui->timings->setMayRunAgain(!busy && m_starter->isLast(record));
    m_chartActions->update();
}

void MainWindow::updateLook()
{
    m_ui->chart->setTheme(m_theme->theme());
    m_ui->chart->setTextScale(TextScale::factor());
    m_ui->chart->setRowsBy(m_bar->choices().rowsBy());
    m_ui->chart->setColorBy(m_bar->choices().colorBy());
    for (auto* window : findChildren<CompareWindow*>(Qt::FindDirectChildrenOnly))
        window->setLook(m_theme->theme(), m_bar->choices().rowsBy(), m_bar->choices().colorBy());
}

PictureRequest MainWindow::pictureRequest() const
{
    return {m_controller.record(), &m_theme->theme(), monotonicNs(), QDateTime::currentDateTime(),
            m_insight->insightOf(m_controller.record())};
}

void MainWindow::showExportDialog()
{
    exportAs(QStringLiteral("timing.png"));
}

void MainWindow::exportAs(const QString& name)
{
    ExportDialog dialog(pictureRequest(), !m_controller.isRunning(), name, this);
    if (dialog.exec() != QDialog::Accepted)
        return;
    m_exportBar->hide();
    m_status->say(tr("Exporting %1 …").arg(dialog.path()));
    m_exporter.exportTo(dialog.request(), dialog.path(), dialog.scale());
}

void MainWindow::copyPicture()
{
    PictureRequest request = pictureRequest();
    request.inEnglish = SettingsStore::exportsInEnglish();
    m_exporter.copy(request);
}

void MainWindow::openFile(const QString& path, JobsAre jobsAre)
{
    if (holdsSettings(path))
        m_settingsActions->open(path);
    else if (!isBusy())
        m_files->open(path, jobsAre);
    else
        m_status->say(tr("A run goes on: stop it before you open another"));
}

void MainWindow::showOpened(const std::shared_ptr<const RunRecord>& record, const QString& file)
{
    if (isBusy()) {
        m_ui->runs->runs().add(record, file);
        m_status->say(tr("Opened %1: it is among the Runs, as another run has begun").arg(file));
        return;
    }
    showEnded(record);
    if (record->origin.isOurs())
        m_starter->showSettingsOf(*record, file);
    m_keeper->keep(record, file);
    updateActions();
    m_status->say(tr("Opened %1").arg(file));
}

void MainWindow::showEnded(const std::shared_ptr<const RunRecord>& record)
{
    m_controller.hold(record);
    if (m_controller.record() != record)
        return;
    m_presenter->showRun(record);
    m_insight->showRun(record);
    m_measuring->setRun(record);
    m_status->say(runText(*record));
    updateActions();
}

void MainWindow::compareRuns(const QList<int>& rows)
{
    std::vector<ComparedRun> runs;
    for (const int row : rows) {
        const SessionRuns::Kept& run = m_ui->runs->runs().at(row);
        runs.push_back({run.number, run.record});
    }
    auto* window = new CompareWindow(runs, this);
    window->setLook(m_theme->theme(), m_bar->choices().rowsBy(), m_bar->choices().colorBy());
    window->show();
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
    if (isBusy())
        m_pending->fail(ExitStatus::kNotFinished);
    stopRun();
    m_place->save();
    m_ui->settings->takeTyped();
    m_starter->remember();
    if (m_pending->closeLater()) {
        event->ignore();
        return;
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ThemeChange)
        m_theme->followPalette();
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
