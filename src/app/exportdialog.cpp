#include "app/exportdialog.h"

#include "app/settingsstore.h"
#include "files/picturefile.h"
#include "files/timingpicture.h"
#include "timeline/runrecord.h"
#include "ui_exportdialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QMessageBox>
#include <QPushButton>
#include <QtConcurrent>

namespace {

constexpr QSize kPreview(640, 330);

// What a PNG says beside what is seen.
QString carriesText(const RunSettings& settings)
{
    const QString text = ExportDialog::tr("A PNG carries the settings and the timings: dropped on "
                                          "the window it restores them.");
    if (settings.hasDurations() && settings.spread.kind != SpreadKind::File)
        return text;
    return text + QLatin1Char(' ') +
           ExportDialog::tr("Those of this run name its command, its folder or its file.");
}

} // namespace

ExportDialog::ExportDialog(const PictureRequest& request, QWidget* parent)
    : QDialog(parent), m_ui(std::make_unique<Ui::ExportDialog>())
{
    m_ui->setupUi(this);
    m_ui->buttons->button(QDialogButtonBox::Save)->setText(tr("&Export"));
    m_ui->path->setText(QDir::toNativeSeparators(
        QDir(SettingsStore::exportFolder()).filePath(QStringLiteral("timing.png"))));
    m_ui->scale->setCurrentIndex(SettingsStore::exportScale() - 1);
    m_ui->carries->setText(carriesText(request.record->settings));
    const double ratio = devicePixelRatioF();
    m_ui->preview->setFixedSize(kPreview);
    QtConcurrent::run([request, ratio] {
        return pictureImage(TimingPicture(request), ratio > 1 ? 2 : 1)
            .scaled(kPreview * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    }).then(this, [this, ratio](const QImage& image) {
        QPixmap preview = QPixmap::fromImage(image);
        preview.setDevicePixelRatio(ratio);
        m_ui->preview->setPixmap(preview);
    });
    connect(m_ui->browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_ui->path, &QLineEdit::textChanged, this, &ExportDialog::updateForPath);
    updateForPath();
    m_ui->path->setFocus();
    m_ui->path->selectAll();
}

ExportDialog::~ExportDialog() = default;

QString ExportDialog::typedPath() const
{
    QString path = QDir::fromNativeSeparators(m_ui->path->text().trimmed());
    if (path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    // What is not a full path is meant from the folder that was used last.
    path = QFileInfo(QDir(SettingsStore::exportFolder()), path).absoluteFilePath();
    const QFileInfo info(path);
    return info.suffix().isEmpty() && !info.isDir() ? path + QLatin1String(".png") : path;
}

int ExportDialog::scale() const
{
    return m_ui->scale->currentIndex() + 1;
}

void ExportDialog::accept()
{
    const QString path = typedPath();
    const QString problem = QFileInfo(path).completeBaseName().isEmpty()
                                ? tr("Give the file a name.")
                                : problemWithPicturePath(path);
    m_ui->problem->setText(problem);
    if (!problem.isEmpty())
        return;
    if (QFileInfo::exists(path) &&
        QMessageBox::question(this, tr("Export"), tr("%1 exists. Replace it?").arg(path),
                              QMessageBox::Yes | QMessageBox::No,
                              QMessageBox::No) != QMessageBox::Yes)
        return;
    m_path = path;
    SettingsStore::setExportFolder(QFileInfo(path).absolutePath());
    SettingsStore::setExportScale(scale());
    QDialog::accept();
}

void ExportDialog::browse()
{
    QFileDialog dialog(this, tr("Export"), typedPath(), tr("Pictures (*.png *.svg *.pdf)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // asked when Export is pressed
    dialog.setDefaultSuffix(QStringLiteral("png"));
    if (dialog.exec() == QDialog::Accepted)
        m_ui->path->setText(QDir::toNativeSeparators(dialog.selectedFiles().constFirst()));
}

void ExportDialog::updateForPath()
{
    const auto format = pictureFormatOf(typedPath());
    m_ui->scale->setEnabled(format == PictureFormat::Png);
    m_ui->problem->setText(format ? QString() : tr("The ending must be .png, .svg or .pdf."));
}
