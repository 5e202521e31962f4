// Asks where the timing screenshot goes, and shows what it will look like.
#pragma once

#include <QDialog>

#include <memory>

class TimingPicture;

namespace Ui {
class ExportDialog;
}

class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    // Suggests "timing.png" in the folder that was used last. `picture` is only looked at here.
    explicit ExportDialog(const TimingPicture& picture, QWidget* parent = nullptr);
    ~ExportDialog() override;

    QString path() const;
    // 1 to 3; for PNG.
    int scale() const;

    // Accepts when the path can be written; otherwise says why and stays open. Asks before a file
    // is replaced.
    void accept() override;

private:
    void browse();
    void updateForPath();

    const std::unique_ptr<Ui::ExportDialog> m_ui;
};
