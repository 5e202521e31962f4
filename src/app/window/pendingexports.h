// What whoever started the program waits for: the files that the command line asks for, and the
// exit status.
#pragma once

#include <QObject>
#include <QStringList>

class RunController;
class RunExporter;
class RunFiles;
struct PictureRequest;

// The window does not close before what is being written has been written. Lives on the main
// thread; all calls from there.
class PendingExports : public QObject
{
    Q_OBJECT

public:
    // `paths`: asked for on the command line. All outlive it.
    PendingExports(const QStringList& paths, const RunController& controller, RunExporter& exporter,
                   const RunFiles& files, QObject* parent);

    // A run is over: writes what was asked for and has not been written yet.
    void write(const PictureRequest& request);

    // The window is to close. False when it may do so at once; else `closable` comes once what is
    // being written, or is still to be written for a run that is being stopped, has been.
    bool closeLater();
    // The window closes as soon as it can: nobody looks at it any more.
    bool isClosing() const { return m_isClosing; }

    // 0 until something that was asked for could not be done; then for the last such thing.
    int exitStatus() const { return m_exitStatus; }
    // Something could not be done; see exitstatus.h.
    void fail(int exitStatus) { m_exitStatus = exitStatus; }

Q_SIGNALS:
    void written(const QString& path);
    void failed(const QString& problem);
    // What the status line is to say.
    void told(const QString& text);
    void closable();

private:
    void onExported(const QString& path, const QString& problem);
    void onCancelled(const QString& path);
    void onNotSaved(const QString& problem);
    bool isWriting() const;
    void closeIfDone();

    QStringList m_paths; // not written yet
    const RunController& m_controller;
    RunExporter& m_exporter;
    const RunFiles& m_files;
    bool m_isClosing = false;
    int m_exitStatus = 0;
};
