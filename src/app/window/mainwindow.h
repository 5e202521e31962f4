// The window: settings at the left, the chart in the middle, timings beside it, the log below.
#pragma once

#include "app/actions/runexporter.h"
#include "files/imports/importedrun.h"
#include "session/runcontroller.h"

#include <QMainWindow>

#include <chrono>
#include <memory>

class ChartActions;
class ExportBar;
class Following;
class Guide;
class InsightPresenter;
class MainBar;
class Measuring;
class PendingExports;
class RunFiles;
class RunKeeper;
class RunPresenter;
class RunStarter;
class SettingsActions;
class StatusLine;
class TextSizeSwitch;
class ThemeSwitch;
class WindowPlace;
struct CommandLine;
struct PictureRequest;

namespace Ui {
class MainWindow;
}

// Makes the parts of the window, connects them, and enables what can be done now.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // Shows the remembered settings with those of the command line in their place. `storeProblem`:
    // what is to be said of the file that remembers them, where that was looked at already.
    explicit MainWindow(const CommandLine& line, const QString& storeProblem = {});
    ~MainWindow() override;

    // 0 until something that was asked for on the command line could not be done.
    int exitStatus() const;

    // Closes without asking about runs that are not saved, as the system wants it.
    void closeUnasked();
    // The program ends at once: stops what runs and what is being written and waits for both to
    // end, but no longer than twice `most`.
    void giveUp(std::chrono::milliseconds most);

    // The run that is shown; nothing before the first.
    std::shared_ptr<const RunRecord> run() const { return m_controller.record(); }

public Q_SLOTS:
    void startRun();
    void setPaused(bool paused);
    void stopRun();
    void showExportDialog();
    void copyPicture();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    // Settings, runs and exported pictures can be dropped on the window.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    bool focusNextPrevChild(bool next) override;

private:
    // Makes the parts that are named below, each with what it needs of the form.
    void makeParts(const CommandLine& line);
    // By Tab the parts follow each other as they are seen: the tool bar is made last, and some of
    // what others hold while the program runs. All of them in that order.
    QList<QWidget*> orderFocus();
    void connectLook();
    void connectRun();
    void connectExports();
    void connectFiles();
    void connectInsight();
    void connectHelp();

    // A run is planned or goes on.
    bool isBusy() const;
    void updateActions();
    void updateFindingsTab();
    // Gives the charts theme, rows and colours.
    void updateLook();
    void onRunBegan();
    void onRunRefused(const QString& problem, int status, const QString& field);
    void onRunFinished();
    // A run, a trace, settings or a picture that carries them.
    void openFile(const QString& path, JobsAre jobsAre = JobsAre::Outermost);
    void showOpened(const std::shared_ptr<const RunRecord>& record, const QString& file);
    // Shows a run that is over in place of the one that is shown.
    void showEnded(const std::shared_ptr<const RunRecord>& record);
    void compareRuns(const QList<int>& rows);
    void exportAs(const QString& name);
    PictureRequest pictureRequest() const;

    const QString m_storeProblem; // with the file in which things are remembered
    const std::unique_ptr<Ui::MainWindow> m_ui;
    RunController m_controller;
    RunExporter m_exporter;
    std::unique_ptr<WindowPlace> m_place;
    SettingsActions* m_settingsActions;
    RunFiles* m_files;
    RunKeeper* m_keeper;
    RunStarter* m_starter;
    RunPresenter* m_presenter;
    InsightPresenter* m_insight;
    Measuring* m_measuring;
    PendingExports* m_pending;
    ChartActions* m_chartActions;
    MainBar* m_bar;
    ThemeSwitch* m_theme;
    TextSizeSwitch* m_textSize;
    StatusLine* m_status;
    Following* m_following;
    Guide* m_guide;
    ExportBar* m_exportBar;
};
