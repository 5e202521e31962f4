#include "app/window/following.h"

#include "app/dialogs/watchdialog.h"
#include "session/runcontroller.h"
#include "session/settingsstore.h"

#include <QFileDialog>
#include <QFileInfo>

Following::Following(RunController& controller, QWidget* window)
    : QObject(window), m_controller(controller), m_window(window)
{
}

void Following::choose()
{
    const QString path = QFileDialog::getOpenFileName(
        m_window, tr("Follow"), SettingsStore::exportFolder(),
        tr("What another program writes: events, joblogs, ninja logs, traces (*)"));
    if (!path.isEmpty())
        follow(path);
}

void Following::chooseBroker()
{
    WatchDialog dialog(m_address, m_window);
    if (dialog.exec() == QDialog::Accepted)
        watch(dialog.broker());
}

void Following::watch(const BrokerAddress& broker)
{
    m_name = tr("Celery at %1").arg(broker.place());
    m_address = broker.shown();
    m_controller.watch(broker);
}

void Following::follow(const QString& path)
{
    m_name = path == QLatin1String("-") ? tr("standard input") : QFileInfo(path).fileName();
    m_controller.follow(path);
}
