// The files that the command line asks for, and the exit status that tells whether they were
// written.
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
    // `paths`: what the command line asks for. The others outlive it.
    PendingExports(const QStringList& paths, const RunController& controller, RunExporter& exporter,
                   const RunFiles& files, QObject* parent);

    // A run is over: writes what was asked for and has not been written yet.
    void write(const PictureRequest& request);

    // The user has closed the window. False when it may go at once; else it has to stay until
    // `closable`: files are being written, or will be when the run has stopped.
    bool closeLater();
    // Since closeLater(): problems are printed, as nobody looks at the window any more.
    bool isClosing() const { return m_isClosing; }

    // 0, or that of the last thing that was asked for and could not be done.
    int exitStatus() const { return m_exitStatus; }
    // Something that was asked for could not be done; see exitstatus.h.
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
