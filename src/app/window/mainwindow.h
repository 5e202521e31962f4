// The window: settings at the left, the chart in the middle, timings beside it, the log below.
#pragma once

#include "analysis/timings.h"
#include "app/actions/runexporter.h"
#include "app/controls/appearance.h"
#include "files/exports/timingpicture.h"
#include "session/foreigntexts.h"
#include "session/runcontroller.h"

#include <QFutureWatcher>
#include <QMainWindow>
#include <QTimer>

#include <chrono>
#include <optional>

class ChartActions;
class ChartChoices;
class ExportBar;
class QLabel;
class QProgressBar;
class RunFiles;
class RunKeeper;
class SettingsActions;
struct CommandLine;

namespace Ui {
class MainWindow;
}

class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    // Shows the remembered settings with those of the command line in their place.
    explicit MainWindow(const CommandLine& line, QWidget* parent = nullptr);
    ~MainWindow() override;

    // 0 until something that was asked for on the command line could not be done.
    int exitStatus() const { return m_exitStatus; }

    // Closes without asking about runs that are not saved, as the system wants it.
    void closeUnasked();
    // The program ends at once: stops what runs and what is being written and waits for both to
    // end, but no longer than twice `most`.
    void giveUp(std::chrono::milliseconds most);

    // The run that is shown; nothing before the first.
    std::shared_ptr<const RunRecord> run() const { return m_controller.record(); }

public Q_SLOTS:
    void startRun();
    void runAgain();
    void setPaused(bool paused);
    void stopRun();
    void showExportDialog();
    void copyPicture();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    // Settings and exported pictures can be dropped on the window.
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void setUpActions();
    void setUpThemeMenu();
    void setUpStatusBar();
    void restoreWindow();
    void saveWindow();
    void rememberSettings();

    void setThemeChoice(ThemeChoice choice);
    void applyTheme();
    // Gives the charts theme, rows and colours.
    void updateLook();
    void updateActions();
    void onPlanning(qint64 count);
    void onRunBegan();
    void onRunRefused(const QString& problem, int status);
    void showPreview();
    // A run, a trace, settings or a picture that carries them.
    void openFile(const QString& path);
    // The settings that a picture carried are in the panel.
    void offerToRun(const QString& path);
    // Shows what a file has others' jobs do, and runs it when the user agrees.
    void askForConsent();
    void showOpened(const std::shared_ptr<const RunRecord>& record, const QString& file);
    // Shows a run that is over in place of the one that is shown.
    void showEnded(const std::shared_ptr<const RunRecord>& record);
    void compareRuns(int firstRow, int secondRow);
    void onTick();
    void onRunFinished();
    void showProgress(const Timings& timings);
    void exportAs(const QString& name);
    void computeFinalTimings();
    void exportPending();
    PictureRequest pictureRequest() const;
    void onExported(const QString& path, const QString& problem);
    void onExportCancelled(const QString& path);
    void onNotSaved(const QString& problem);
    // Something is being exported or saved.
    bool isWriting() const;
    // Closes, where that was asked for, once all has been written.
    void closeWhenWritten();
    void showStatus(const QString& text);

    const QString m_storeProblem; // with the file in which things are remembered
    const std::unique_ptr<Ui::MainWindow> m_ui;
    RunController m_controller;
    RunExporter m_exporter;
    SettingsActions* m_settingsActions;
    RunFiles* m_files;
    RunKeeper* m_keeper;
    ChartActions* m_chartActions;
    ChartChoices* m_choices;
    ExportBar* m_exportBar;
    QTimer m_tick; // while a run goes on, at the display's rate
    QFutureWatcher<Timings> m_finalTimings;
    QLabel* m_status;
    QProgressBar* m_progress;
    ThemeChoice m_themeChoice = ThemeChoice::System;
    const Theme* m_theme;
    std::weak_ptr<const RunRecord> m_ranHere; // the last run of this window
    ForeignTexts m_foreignThen;               // of the settings when it began
    QStringList m_exportsPending;             // asked for on the command line
    // Shown at the start, or with a run that was opened, and not agreed to.
    std::optional<RunSettings> m_settingsNotMine;
    bool m_closeWhenWritten = false;
    int m_exitStatus = 0;
};
