// Sees to it that no run is lost unasked: when there is no room for more, and when the window
// closes.
#pragma once

#include <QObject>
#include <QPointer>
#include <QString>

#include <memory>

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

    // Takes in a run that is over and is shown now, and lets go of old ones where there is too
    // little room; asks about those that would be missed. `file` is where it came from, if
    // anywhere.
    void keep(const std::shared_ptr<const RunRecord>& record, const QString& file);

    // Whether the window may close now; asks where a run would be missed. `longRunGoesOn`: one that
    // goes on would be, too. When the answer is to save, `stopWanted` may come, and `settled` once
    // all is saved; nothing comes when that was given up.
    bool mayClose(bool longRunGoesOn);
    // The window closes by order of the system: nobody is asked.
    void stopAsking() { m_asks = false; }

Q_SIGNALS:
    void stopWanted();
    void settled();

private:
    void saveNext();
    void askForRoom();

    SessionRuns& m_runs;
    RunFiles& m_files;
    QWidget* m_window;
    QPointer<QMessageBox> m_question; // about room, while it stands
    bool m_asks = true;
    bool m_savesAll = false;  // one after another, to close then
    bool m_runGoesOn = false; // a long one, when the window was to close
};
