// Writes what is exported of runs, in the background.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

#include <chrono>
#include <memory>

class QWidget;
struct PictureRequest;
class RunRecord;

// Lives on the main thread; all calls from there.
class RunExporter : public QObject
{
    Q_OBJECT

public:
    explicit RunExporter(QWidget* window);
    // Waits for what is being written, so that no file is left half written.
    ~RunExporter() override;

    // Writes the format that the path's ending names; see files/exports/runexport.h. Exports wait
    // for those before them; `exported` or `cancelled` tells how each one ended.
    void exportTo(const PictureRequest& request, const QString& path, int scale);
    // Puts the picture on the clipboard at twice its size; `copied` tells when.
    void copy(const PictureRequest& request);
    // Something is being written, or about to be.
    bool isWriting() const { return m_writing > 0; }
    // Waits until all is written, but no longer than `most`.
    void waitForEnd(std::chrono::milliseconds most);

Q_SIGNALS:
    // `problem` is empty when the file has been written.
    void exported(const QString& path, const QString& problem);
    void cancelled(const QString& path);
    // The file at `path` holds the run itself, which need not be saved any more.
    void saved(const std::shared_ptr<const RunRecord>& record, const QString& path);
    void copied();

private:
    QWidget* m_window;
    QThreadPool m_pool;
    int m_writing = 0;
};
