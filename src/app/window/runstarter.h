// Starts runs with the settings in the panel, and knows which of those are the user's own.
#pragma once

#include "plan/settings/runsettings.h"
#include "session/foreigntexts.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

class QWidget;
class RunController;
class RunRecord;
class SettingsPanel;

// What a file has given is run only after all of it was shown and agreed to, and is not remembered
// as the user's own. Lives on the main thread; all calls from there.
class RunStarter : public QObject
{
    Q_OBJECT

public:
    // All outlive it. `window`: what its questions stand above.
    RunStarter(SettingsPanel& panel, RunController& controller, QWidget* window);

    // Shows settings that the user has not entered; they are not remembered as they stand.
    void showGiven(const RunSettings& settings);
    // Shows the settings of a run that was opened from a file, after those in the panel have been
    // remembered.
    void showSettingsOf(const RunRecord& record, const QString& file);
    // Remembers what is the user's own of the settings in the panel.
    void remember();

    // Something else uses the machine now: nothing is started.
    void setBlocked(bool blocked) { m_isBlocked = blocked; }

    // Starts a run, or first asks about what others have given.
    void start();
    // Starts a run with the settings of the last one, which are shown again; nothing where another
    // run is shown.
    void startAgain();
    // The run is the last one that began here, so that it can be started again.
    bool isLast(const std::shared_ptr<const RunRecord>& record) const;
    // It has run here, as the user wanted it; or its jobs have.
    bool hasRun(const std::shared_ptr<const RunRecord>& record) const;
    void noteRun(const std::shared_ptr<const RunRecord>& record);
    // Asks whether to start a run with the settings that a picture has put into the panel.
    void offer(const QString& picture);

Q_SIGNALS:
    // A run is about to be started.
    void starting();

private:
    void askForConsent();

    SettingsPanel& m_panel;
    RunController& m_controller;
    QWidget* const m_window;
    bool m_isBlocked = false;
    std::optional<RunSettings> m_given; // not the user's own
    std::weak_ptr<const RunRecord> m_last;
    std::vector<std::weak_ptr<const RunRecord>> m_own; // that have run here
    ForeignTexts m_foreignThen;                        // those in the panel when the last run began
};
