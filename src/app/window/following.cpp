#include "app/window/following.h"

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

void Following::follow(const QString& path)
{
    m_name = path == QLatin1String("-") ? tr("standard input") : QFileInfo(path).fileName();
    m_controller.follow(path);
}
