// Settings from elsewhere: the examples, and files that a person keeps.
#pragma once

#include "files/settings/settingsfile.h"
#include "session/foreigntexts.h"

#include <QObject>

#include <memory>
#include <optional>
#include <utility>

class QAction;
class QMenu;
class SettingsPanel;
class RunRecord;

// Lives on the main thread. Nothing is run by it.
class SettingsActions : public QObject
{
    Q_OBJECT

public:
    // `panel` outlives it.
    SettingsActions(SettingsPanel& panel, QObject* parent);

    // Adds an action for each example, and the way back to the settings before them.
    void fillMenu(QMenu& menu);

public Q_SLOTS:
    void openFile();
    // Settings, or a picture that carries them.
    void open(const QString& path);
    void saveFile();
    // Settings for a run whose jobs take as long as those of a run that is over took.
    void takeDurations(const std::shared_ptr<const RunRecord>& record);

Q_SIGNALS:
    // What there is to say of it.
    void told(const QString& text);
    // A picture has given back the settings that it carried.
    void restored(const QString& path);

private:
    // Shows settings in place of those that a person had, with a way back to them.
    void showInPlace(const RunSettings& settings, const QString& note);
    void goBack();

    SettingsPanel& m_panel;
    QAction* m_back = nullptr;
    // What was in the panel before an example took its place.
    std::optional<std::pair<RunSettings, ForeignTexts>> m_before;
};
