// Asks where the timing screenshot goes, and shows what it will look like.
#pragma once

#include <QDialog>

#include <memory>

struct PictureRequest;

namespace Ui {
class ExportDialog;
}

class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    // Suggests "timing.png" in the folder that was used last. The picture is drawn in the
    // background to be looked at.
    explicit ExportDialog(const PictureRequest& request, QWidget* parent = nullptr);
    ~ExportDialog() override;

    // The full path that was accepted.
    QString path() const { return m_path; }
    // 1 to 3; for PNG.
    int scale() const;

    // Accepts when the path can be written; otherwise says why and stays open. Asks before a file
    // is replaced.
    void accept() override;

private:
    QString typedPath() const;
    void browse();
    void updateForPath();

    const std::unique_ptr<Ui::ExportDialog> m_ui;
    QString m_path;
};
