// Asks what is exported of a run and where it goes, and shows what the picture will look like.
#pragma once

#include "files/exports/runexport.h"
#include "files/exports/timingpicture.h"
#include "plan/settings/runsettings.h"

#include <QDialog>

#include <memory>
#include <optional>

namespace Ui {
class ExportDialog;
}

class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    // Suggests a file of that name in the folder that was used last. The picture is drawn in the
    // background to be looked at. `runIsOver`: the run itself can be written.
    ExportDialog(const PictureRequest& request, bool runIsOver, const QString& name,
                 QWidget* parent = nullptr);
    ~ExportDialog() override;

    // The full path that was accepted.
    QString path() const { return m_path; }
    // 1 to 3; for formats made of pixels.
    int scale() const;
    // What was asked for, with the title, layout and look that were chosen.
    PictureRequest request() const;

    // Accepts when the path can be written; otherwise says why and stays open. Asks before files
    // are replaced.
    void accept() override;

private:
    // The preview gives way where the screen is low, so that the buttons are always on it.
    void fitScreen();
    QString typedPath() const;
    void browse();
    void updateForPath();
    // Draws it in the background.
    void showPreview();
    // The format's index in the list; −1 where it is not offered.
    int indexOf(std::optional<ExportFormat> format) const;
    // Why a file with that ending cannot be written; empty where it can.
    QString problemWithFormat(const QString& path) const;
    // Gives the path the ending of the chosen format.
    void takeFormat(int index);
    QString carriesText(ExportFormat format) const;

    const std::unique_ptr<Ui::ExportDialog> m_ui;
    const PictureRequest m_request;
    const RunSettings m_settings;
    const bool m_namesInputs; // files, lines, or what spans of others are called
    const std::vector<ExportKind> m_kinds;
    QString m_path;
    int m_previews = 0; // that were asked for: the last one is shown
};
