#include "app/actions/settingsactions.h"

#include "analysis/timings.h"
#include "app/controls/plaintext.h"
#include "app/dialogs/background.h"
#include "app/panels/settingspanel.h"
#include "files/io/outputfile.h"
#include "files/settings/rundurations.h"
#include "text/settingstext.h"
#include "timeline/runrecord.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStandardPaths>

namespace {

// In the order of the menu: from the first lesson on.
constexpr const char* kExamples[] = {
    "article",     "one-long-job",    "longest-first", "more-workers-than-cores", "many-sleepers",
    "slow-reader", "near-saturation", "flaky-jobs",    "hash-a-folder",           "commands",
};

QString fileFilter()
{
    return SettingsActions::tr("Settings (*.json)");
}

} // namespace

SettingsActions::SettingsActions(SettingsPanel& panel, QObject* parent)
    : QObject(parent), m_panel(panel)
{
}

void SettingsActions::fillMenu(QMenu& menu)
{
    menu.setToolTipsVisible(true);
    for (const char* name : kExamples) {
        const auto read =
            readSettingsFile(QStringLiteral(":/examples/%1.json").arg(QLatin1String(name)));
        const auto& example = std::get<SettingsFile>(read); // part of the program
        QAction* action = menu.addAction(example.name);
        action->setToolTip(example.look);
        connect(action, &QAction::triggered, this, [this, example] {
            showInPlace(example.settings, example.look);
            Q_EMIT told(tr("%1: press Run (F5)").arg(example.name));
        });
    }
    menu.addSeparator();
    m_back = menu.addAction(tr("&Back to My Settings"), this, &SettingsActions::goBack);
    m_back->setEnabled(false);
}

void SettingsActions::showInPlace(const RunSettings& settings, const QString& note)
{
    if (!m_before)
        m_before.emplace(m_panel.settings(), m_panel.foreignTexts());
    m_back->setEnabled(true);
    m_panel.setSettings(settings);
    m_panel.showNote(note);
}

void SettingsActions::goBack()
{
    m_panel.setSettings(m_before->first, m_before->second);
    m_panel.showNote({});
    m_before.reset();
    m_back->setEnabled(false);
    Q_EMIT told(tr("Your settings are back"));
}

void SettingsActions::openFile()
{
    const QString path = QFileDialog::getOpenFileName(
        &m_panel, tr("Open Settings"), {},
        tr("Settings, or exported pictures (*.json *.png *.svg *.pdf)"));
    if (!path.isEmpty())
        open(path);
}

void SettingsActions::open(const QString& path)
{
    const auto read = readSettingsFile(path);
    if (const auto* problem = std::get_if<SettingsProblem>(&read)) {
        warn(&m_panel, tr("Open Settings"), problem->message);
        return;
    }
    const auto& file = std::get<SettingsFile>(read);
    m_panel.showSettingsOf(path, file.settings);
    m_panel.showNote(file.look);
    Q_EMIT told(tr("Opened %1: press Run (F5)").arg(path));
    if (isPicture(path))
        Q_EMIT restored(path);
}

void SettingsActions::takeDurations(const std::shared_ptr<const RunRecord>& record)
{
    using Written = Result<DurationsFile>;
    const QString folder =
        QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation))
            .filePath(QStringLiteral("durations"));
    runInBackground(
        &m_panel, this, *QThreadPool::globalInstance(), AtOwnersEnd::Stop,
        tr("Taking the durations …"),
        [record, folder](const FileProgress& progress) {
            return writeRunDurations(*record, folder, progress);
        },
        [this, record](const Written& written) {
            const auto* file = std::get_if<DurationsFile>(&written);
            if (file && file->path.isEmpty()) {
                Q_EMIT told(tr("Cancelled"));
            } else if (const auto* problem = std::get_if<Problem>(&written)) {
                Q_EMIT told(problem->message);
                warn(&m_panel, tr("Use These Durations"), problem->message);
            } else {
                RunSettings settings;
                settings.jobs.count = file->jobs;
                settings.pool.workers = record->settings.pool.workers;
                settings.jobs.spread.kind = SpreadKind::File;
                settings.jobs.spread.file = file->path;
                showInPlace(settings, tr("Jobs that wait as long as those took: %1. Examples → "
                                         "Back to My Settings brings yours back.")
                                          .arg(runText(*record)));
                Q_EMIT told(tr("Press Run (F5)"));
            }
        });
}

void SettingsActions::saveFile()
{
    QString path = QFileDialog::getSaveFileName(&m_panel, tr("Save Settings"),
                                                QStringLiteral("settings.json"), fileFilter());
    if (path.isEmpty())
        return;
    const QString problem = writeOutput(path, settingsJson({{}, {}, m_panel.settings()}));
    if (problem.isEmpty())
        Q_EMIT told(tr("Saved %1").arg(path));
    else
        warn(&m_panel, tr("Save Settings"), problem);
}
