#include "app/actions/settingsactions.h"

#include "analysis/timings.h"
#include "app/controls/apptr.h"
#include "app/controls/plaintext.h"
#include "app/dialogs/background.h"
#include "app/dialogs/savepath.h"
#include "app/panels/settingspanel.h"
#include "files/io/outputfile.h"
#include "files/settings/rundurations.h"
#include "session/settingsstore.h"
#include "text/settingstext.h"
#include "timeline/runrecord.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QStandardPaths>

namespace {

// In the order of the menu: from the first lesson on.
struct Example
{
    const char* file;
    const char* name;
    const char* look; // at what, in it
};
constexpr Example kExamples[] = {
    {"article", QT_TRANSLATE_NOOP("App", "The article"),
     QT_TRANSLATE_NOOP("App", "5 jobs of one second on 3 workers: the pool takes two rounds, 2 s; "
                              "one after another they take 5 s.")},
    {"one-long-job", QT_TRANSLATE_NOOP("App", "One long job at the end"),
     QT_TRANSLATE_NOOP("App",
                       "One job of 24 takes twelve times as long, and it comes last: three workers "
                       "are idle while the fourth works on. Choose Longest first and run again.")},
    {"longest-first", QT_TRANSLATE_NOOP("App", "Longest first"),
     QT_TRANSLATE_NOOP("App", "A heavy tail, the longest jobs first: short ones fill the gaps and "
                              "all workers end together. Compare the time with As submitted.")},
    {"more-workers-than-cores", QT_TRANSLATE_NOOP("App", "More workers than cores"),
     QT_TRANSLATE_NOOP(
         "App", "The jobs compute. With more workers than cores each bar grows longer, and the "
                "line at its foot shows that a job has a core for a part of the time only.")},
    {"many-sleepers", QT_TRANSLATE_NOOP("App", "64 workers that wait"),
     QT_TRANSLATE_NOOP("App", "Jobs that wait for a disk or a network need no core: 64 workers are "
                              "64 times as fast, on any machine.")},
    {"slow-reader", QT_TRANSLATE_NOOP("App", "A slow reader of results"),
     QT_TRANSLATE_NOOP(
         "App", "Each result keeps its reader busy for 150 ms and the channels hold one value: "
                "workers wait to hand over their results, and more workers change nothing.")},
    {"near-saturation", QT_TRANSLATE_NOOP("App", "Arrivals near saturation"),
     QT_TRANSLATE_NOOP("App",
                       "36 jobs a second come at random, four workers could do 40: watch how many "
                       "wait, though the workers are idle for a tenth of the time.")},
    {"flaky-jobs", QT_TRANSLATE_NOOP("App", "Jobs that fail"),
     QT_TRANSLATE_NOOP("App", "One attempt in five fails on purpose and is tried again, twice at "
                              "most: the pattern marks it, and the timings count it.")},
    {"hash-a-folder", QT_TRANSLATE_NOOP("App", "Hashing a folder"),
     QT_TRANSLATE_NOOP(
         "App", "Choose a folder: each file in it is a job that reads it and computes its SHA-256. "
                "The line at a bar’s foot is computing, the rest is waiting for the disk.")},
    {"commands", QT_TRANSLATE_NOOP("App", "Running a command"),
     QT_TRANSLATE_NOOP("App", "Each job starts a program, here sleep for a tenth of a second: "
                              "click a bar to see how it ended and what it wrote.")},
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
    for (const Example& example : kExamples) {
        const auto read =
            readSettingsFile(QStringLiteral(":/examples/%1.json").arg(QLatin1String(example.file)));
        const RunSettings settings = std::get<SettingsFile>(read).settings; // part of the program
        const QString name = AppTr::tr(example.name);
        const QString look = AppTr::tr(example.look);
        QAction* action = menu.addAction(name);
        action->setToolTip(look);
        connect(action, &QAction::triggered, this, [this, settings, name, look] {
            showInPlace(settings, look);
            Q_EMIT told(tr("%1: press Run (F5)").arg(name));
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
        &m_panel, tr("Open Settings"), SettingsStore::exportFolder(),
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
    const QString path = askForSavePath(&m_panel, {.title = tr("Save Settings"),
                                                   .filter = fileFilter(),
                                                   .suffix = QStringLiteral("json"),
                                                   .name = QStringLiteral("settings.json")});
    if (path.isEmpty())
        return;
    const QString problem = writeOutput(path, settingsJson({{}, {}, m_panel.settings()}));
    if (problem.isEmpty())
        Q_EMIT told(tr("Saved %1").arg(path));
    else
        warn(&m_panel, tr("Save Settings"), problem);
}
