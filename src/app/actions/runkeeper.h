// Sees to it that no run is lost unasked: when there is no room for more, and when the window
// closes.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>
#include <vector>

class QMessageBox;
class QWidget;
class RunFiles;
class SessionRuns;
class RunRecord;

// Lives on the main thread; all calls from there.
class RunKeeper : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    RunKeeper(SessionRuns& runs, RunFiles& files, QWidget* window);

    // Adds a run that is over and is shown now to those of the session. Where they take too much
    // memory old ones are removed; asks before a long one that is not saved is. `file`: where the
    // run was read from; empty for one that ran here.
    void keep(const std::shared_ptr<const RunRecord>& record, const QString& file);

    // Whether the window may close now; asks when a long run is not saved. `longRunGoesOn`: the run
    // that goes on counts as one. When the answer is to save, `stopWanted` comes if it does, and
    // `settled` once all is saved, but not when the user cancels one of the saves.
    bool mayClose(bool longRunGoesOn);
    // The window closes by order of the system: nobody is asked.
    void stopAsking() { m_asks = false; }

Q_SIGNALS:
    void stopWanted();
    void settled();

private:
    void saveNext();
    void askForRoom();
    QString namesOf(const std::vector<std::shared_ptr<const RunRecord>>& runs,
                    bool longRunGoesOn) const;

    SessionRuns& m_runs;
    RunFiles& m_files;
    QWidget* m_window;
    QPointer<QMessageBox> m_question; // about room, while it stands
    bool m_asks = true;
    bool m_savesAll = false;  // one after another, then closes
    bool m_runGoesOn = false; // a long one, when the window was to close
};
