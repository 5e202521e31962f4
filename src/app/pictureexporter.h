// Draws and writes timing screenshots, and writes hashes, in the background.
#pragma once

#include <QObject>
#include <QString>
#include <QThreadPool>

struct PictureRequest;

// Lives on the main thread; all calls from there. The drawing runs through Qt Concurrent.
class PictureExporter : public QObject
{
    Q_OBJECT

public:
    explicit PictureExporter(QObject* parent = nullptr);
    // Waits for a picture that is being written, so that no half is left.
    ~PictureExporter() override;

    // Draws the picture and writes it to `path`, or the hashes where it ends in .sha256, or the run
    // where it ends in .json or .json.gz; `exported` tells how it went. One after another.
    void exportTo(const PictureRequest& request, const QString& path, int scale);
    // Puts the picture on the clipboard at twice its size; `copied` tells when.
    void copy(const PictureRequest& request);

Q_SIGNALS:
    // `problem` is empty when the file has been written.
    void exported(const QString& path, const QString& problem);
    void copied();

private:
    QThreadPool m_pool;
};
