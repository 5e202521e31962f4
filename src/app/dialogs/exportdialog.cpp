#include "app/dialogs/exportdialog.h"

#include "app/controls/framefit.h"
#include "app/dialogs/background.h"
#include "app/dialogs/savepath.h"
#include "base/language.h"
#include "files/exports/picturefile.h"
#include "files/exports/timingpicture.h"
#include "files/io/outputfile.h"
#include "files/settings/settingsfile.h"
#include "session/settingsstore.h"
#include "timeline/runrecord.h"
#include "ui_exportdialog.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPushButton>

#include <algorithm>
#include <cstring>

namespace {

std::vector<ExportKind> kindsFor(const RunSettings& settings, bool runIsOver)
{
    auto kinds = exportKindsOf(settings);
    if (!runIsOver)
        std::erase_if(kinds, [](const ExportKind& kind) {
            return kind.format == ExportFormat::Run || kind.format == ExportFormat::RunPacked;
        });
    return kinds;
}

} // namespace

ExportDialog::ExportDialog(const PictureRequest& request, bool runIsOver, const QString& name,
                           QWidget* parent)
    : QDialog(parent)
    , m_ui(std::make_unique<Ui::ExportDialog>())
    , m_request(request)
    , m_settings(request.record->settings)
    , m_namesInputs(request.record->plan.inputs.lines != nullptr)
    , m_kinds(kindsFor(m_settings, runIsOver))
{
    m_ui->setupUi(this);
    m_ui->buttons->button(QDialogButtonBox::Save)->setText(tr("&Export"));
    m_ui->path->setText(
        QDir::toNativeSeparators(QDir(SettingsStore::exportFolder()).filePath(name)));
    for (const ExportKind& kind : m_kinds)
        m_ui->format->addItem(kind.name);
    m_ui->scale->setCurrentIndex(SettingsStore::exportScale() - 1);
    m_ui->english->setVisible(Language::inUse() != Language::all().front().code);
    m_ui->english->setChecked(SettingsStore::exportsInEnglish());
    showPreview();
    connect(m_ui->browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_ui->path, &QLineEdit::textChanged, this, &ExportDialog::updateForPath);
    connect(m_ui->format, &QComboBox::activated, this, &ExportDialog::takeFormat);
    connect(m_ui->layoutBox, &QComboBox::activated, this, &ExportDialog::showPreview);
    connect(m_ui->look, &QComboBox::activated, this, &ExportDialog::showPreview);
    connect(m_ui->english, &QCheckBox::toggled, this, &ExportDialog::showPreview);
    connect(m_ui->title, &QLineEdit::editingFinished, this, &ExportDialog::showPreview);
    updateForPath();
    fitScreen();
    m_ui->path->setFocus();
    m_ui->path->selectAll();
}

ExportDialog::~ExportDialog() = default;

PictureRequest ExportDialog::request() const
{
    PictureRequest request = m_request;
    request.title = m_ui->title->text().trimmed();
    request.layout = PictureLayout(m_ui->layoutBox->currentIndex());
    if (const int look = m_ui->look->currentIndex(); look > 0)
        request.theme = look == 1 ? &Theme::light() : &Theme::darkTheme();
    request.inEnglish = m_ui->english->isChecked();
    return request;
}

void ExportDialog::showPreview()
{
    {
        const InEnglish asThePicture(m_ui->english->isChecked());
        m_ui->title->setPlaceholderText(tr("Worker pool timings"));
    }
    const double ratio = devicePixelRatioF();
    const auto draw = [request = request(), ratio] {
        return pictureImage(TimingPicture(request), ratio > 1 ? 2 : 1)
            .scaled(PicturePreview::kMaxSize * ratio, Qt::KeepAspectRatio,
                    Qt::SmoothTransformation);
    };
    whenDone(this, QtConcurrent::run(draw),
             [this, ratio, number = ++m_previews](const QImage& image) {
                 if (number != m_previews)
                     return;
                 QPixmap preview = QPixmap::fromImage(image);
                 preview.setDevicePixelRatio(ratio);
                 m_ui->preview->showPicture(preview);
             });
}

void ExportDialog::fitScreen()
{
    constexpr int kMinPreview = 160;
    const QSize room = FrameFit::roomFor(parentWidget() ? *parentWidget() : *this);
    const QSize wanted = sizeHint().boundedTo(room);
    m_ui->preview->hide();
    const int others = layout()->totalHeightForWidth(wanted.width());
    const int withSpace = others + m_ui->grid->verticalSpacing();
    const int forPreview = std::min(PicturePreview::kMaxSize.height(), room.height() - withSpace);
    const bool hasPreview = forPreview >= kMinPreview;
    m_ui->preview->setVisible(hasPreview);
    resize(wanted.width(), hasPreview ? withSpace + forPreview : others);
}

QString ExportDialog::typedPath() const
{
    QString path = QDir::fromNativeSeparators(m_ui->path->text().trimmed());
    if (path.startsWith(QLatin1String("~/")))
        path = QDir::homePath() + path.mid(1);
    // A relative path begins in the folder that was used last.
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
                                : problemWithExport(path, m_settings);
    const QString refused = problem.isEmpty() ? problemWithFormat(path) : problem;
    m_ui->problem->setText(refused);
    if (!refused.isEmpty())
        return;
    for (const QString& file : exportedFiles(path)) {
        if (!mayReplace(this, tr("Export"), file))
            return;
    }
    m_path = path;
    SettingsStore::setExportFolder(QFileInfo(path).absolutePath());
    SettingsStore::setExportScale(scale());
    SettingsStore::setExportsInEnglish(m_ui->english->isChecked());
    QDialog::accept();
}

void ExportDialog::browse()
{
    QFileDialog dialog(this, tr("Export"), typedPath());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setOption(QFileDialog::DontConfirmOverwrite); // asked when Export is pressed
    if (dialog.exec() == QDialog::Accepted)
        m_ui->path->setText(QDir::toNativeSeparators(dialog.selectedFiles().constFirst()));
}

void ExportDialog::updateForPath()
{
    const auto format = exportFormatOf(typedPath());
    const int index = indexOf(format);
    const bool known = index >= 0;
    m_ui->format->setCurrentIndex(index);
    const bool hasPixels = format == ExportFormat::Png || format == ExportFormat::Html ||
                           format == ExportFormat::Markdown;
    m_ui->scale->setEnabled(known && hasPixels);
    const bool isPicture = format == ExportFormat::Png || format == ExportFormat::Svg ||
                           format == ExportFormat::Pdf || format == ExportFormat::Markdown;
    for (QWidget* choice :
         std::initializer_list<QWidget*>{m_ui->layoutBox, m_ui->look, m_ui->title})
        choice->setEnabled(known && isPicture);
    m_ui->english->setEnabled(known && (isPicture || format == ExportFormat::Html));
    m_ui->carries->setText(known ? carriesText(*format) : QString());
    m_ui->problem->setText(problemWithFormat(typedPath()));
}

int ExportDialog::indexOf(std::optional<ExportFormat> format) const
{
    const auto kind = std::ranges::find(
        m_kinds, format, [](const ExportKind& each) { return std::optional(each.format); });
    return kind == m_kinds.end() ? -1 : int(kind - m_kinds.begin());
}

QString ExportDialog::problemWithFormat(const QString& path) const
{
    const auto format = exportFormatOf(path);
    if (indexOf(format) >= 0)
        return {};
    return format == ExportFormat::Run || format == ExportFormat::RunPacked
               ? tr("The run goes on: it can be written when it is over.")
               : tr("The ending must be %1.").arg(exportEndings(m_settings));
}

void ExportDialog::takeFormat(int index)
{
    const QString path = typedPath();
    QString stem = path;
    if (const auto old = exportFormatOf(path)) {
        const auto kinds = exportKinds();
        const auto kind = std::ranges::find(kinds, *old, &ExportKind::format);
        stem.chop(qsizetype(strlen(kind->ending)));
    }
    const QLatin1String ending(m_kinds[std::size_t(index)].ending);
    // "timings.csv" is a whole name; behind another it becomes "run-timings.csv".
    const bool needsName = !ending.startsWith(u'.');
    if (needsName)
        stem = stem.endsWith(u'/') || stem.endsWith(QLatin1String("/timing"))
                   ? stem.left(stem.lastIndexOf(u'/') + 1)
                   : stem + u'-';
    else if (stem.endsWith(u'-'))
        stem.chop(1);
    else if (stem.endsWith(u'/'))
        stem += QLatin1String("timing");
    m_ui->path->setText(QDir::toNativeSeparators(stem + ending));
}

QString ExportDialog::carriesText(ExportFormat format) const
{
    QStringList text;
    switch (format) {
    case ExportFormat::Png:
    case ExportFormat::Svg:
    case ExportFormat::Pdf:
        text += tr("The picture carries the settings and the timings: dropped on the window it "
                   "restores them.");
        break;
    case ExportFormat::Html:
    case ExportFormat::Markdown:
        text += tr("The report has the picture, the timings and the settings.");
        break;
    case ExportFormat::TimingTable:
        return tr("A row for the pool and one for the sequential run.");
    case ExportFormat::SizingTable:
        return tr("A row for each number of workers, times in nanoseconds.");
    case ExportFormat::LostTimeTable:
        return tr("A row for each part of the workers' time.");
    case ExportFormat::Findings:
        return tr("What holds the run back, with what changes would gain, for programs.");
    case ExportFormat::JobTable:
        text += tr("A row for each job of the pool, times in nanoseconds.");
        break;
    case ExportFormat::Run:
    case ExportFormat::RunPacked:
        text += tr("Opens again as the very same run, and in Perfetto and chrome://tracing.");
        break;
    case ExportFormat::Hashes:
        return {};
    }
    if (m_namesInputs && format == ExportFormat::JobTable)
        text += tr("It names what each job was given.");
    else if (format == ExportFormat::JobTable)
        return text.constFirst();
    else if (m_namesInputs || namePaths(m_settings))
        text += tr("It names the command, the folder or the file that the jobs of this run need.");
    return text.join(u' ');
}
