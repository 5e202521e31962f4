#include "app/window/runstarter.h"

#include "app/dialogs/consentdialog.h"
#include "app/panels/settingspanel.h"
#include "base/visibletext.h"
#include "session/runcontroller.h"
#include "session/settingsstore.h"
#include "text/settingstext.h"

#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

#include <algorithm>

RunStarter::RunStarter(SettingsPanel& panel, RunController& controller, QWidget* window)
    : QObject(window), m_panel(panel), m_controller(controller), m_window(window)
{
    connect(&m_controller, &RunController::began, this, [this] {
        if (m_controller.isFollowing())
            return;
        m_last = m_controller.record();
        noteRun(m_controller.record());
        m_foreignThen = m_panel.foreignTexts();
    });
}

void RunStarter::showGiven(const RunSettings& settings)
{
    m_given = settings;
    m_panel.setSettings(settings);
}

void RunStarter::showSettingsOf(const RunRecord& record, const QString& file)
{
    remember();
    m_panel.showSettingsOf(file, record.settings);
    m_given = record.settings;
}

void RunStarter::remember()
{
    const RunSettings& settings = m_panel.settings();
    if (settings != m_given)
        SettingsStore::setRunSettings(
            m_panel.foreignTexts().ownPart(settings, SettingsStore::runSettings()));
}

void RunStarter::start()
{
    if (m_isBlocked)
        return;
    if (!m_panel.takeTyped())
        return;
    const RunSettings& settings = m_panel.settings();
    if (m_panel.foreignTexts().areNeeded(settings))
        return askForConsent();
    Q_EMIT starting();
    m_controller.start(settings);
}

void RunStarter::askForConsent()
{
    const RunSettings shown = m_panel.settings();
    auto* dialog = new ConsentDialog(m_panel.foreignTexts().file(), shown, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, shown] {
        // Another file may have been opened meanwhile: what was shown is agreed to, nothing else.
        if (m_panel.settings() != shown)
            return;
        m_panel.agree();
        m_given.reset();
        start();
    });
    dialog->open();
}

void RunStarter::startAgain()
{
    // Another record may be one of others: it is not run unasked.
    if (!isLast(m_controller.record()))
        return;
    const RunSettings settings = m_controller.record()->settings;
    if (m_panel.settings() != settings)
        m_panel.setSettings(settings, m_foreignThen);
    start();
}

bool RunStarter::isLast(const std::shared_ptr<const RunRecord>& record) const
{
    return record && record == m_last.lock();
}

void RunStarter::noteRun(const std::shared_ptr<const RunRecord>& record)
{
    std::erase_if(m_own, [](const auto& own) { return own.expired(); });
    m_own.push_back(record);
}

bool RunStarter::hasRun(const std::shared_ptr<const RunRecord>& record) const
{
    return std::ranges::any_of(m_own, [&](const auto& own) { return own.lock() == record; });
}

void RunStarter::offer(const QString& picture)
{
    if (m_isBlocked || m_controller.isRunning() || m_controller.isPlanning())
        return;
    const RunSettings& settings = m_panel.settings();
    if (m_panel.foreignTexts().areNeeded(settings)) {
        askForConsent();
        return;
    }
    auto* offer = new QMessageBox(
        QMessageBox::Question, tr("Run Again"),
        tr("%1 carried the settings of its run:\n\n%2")
            .arg(visibleText(QFileInfo(picture).fileName()), visibleText(settingsText(settings))),
        QMessageBox::NoButton, m_window);
    offer->setDefaultButton(offer->addButton(tr("&Run Again"), QMessageBox::AcceptRole));
    offer->addButton(tr("&Not Now"), QMessageBox::RejectRole);
    offer->setAttribute(Qt::WA_DeleteOnClose);
    connect(offer, &QDialog::accepted, this, &RunStarter::start);
    offer->open();
}
