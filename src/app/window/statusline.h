// The status bar: a sentence, how far a run has come, and how many cores the machine has.
#pragma once

#include <QObject>
#include <QString>

class BusyBar;
class QStatusBar;
class RunRecord;
class SpokenLabel;
struct Timings;

// Lives on the main thread; all calls from there.
class StatusLine : public QObject
{
    Q_OBJECT

public:
    // Belongs to the bar, and fills it.
    explicit StatusLine(QStatusBar* bar);

    // Replaces the sentence; control characters are written out.
    void say(const QString& text);
    // … and who cannot see it hears it.
    void sayAloud(const QString& text);

    // A run is being planned, and so many jobs have been found so far.
    void showPlanning(qint64 found);
    // A run goes on; its progress is shown until hideProgress().
    void beginProgress();
    // Another program is followed: nobody knows how far it has come.
    void beginFollowing(const QString& name);
    // `heldUpBy`: why nothing new is heard of what is followed, or of agents, if so.
    void showProgress(const Timings& timings, bool paused, const QString& heldUpBy);
    void hideProgress();
    // How a run ended; who cannot see it hears that, and what both ways took.
    void sayEnd(const RunRecord& record);

private:
    SpokenLabel* m_text;
    BusyBar* m_progress;
    QString m_followed; // what is followed; empty for a run of ours
};
