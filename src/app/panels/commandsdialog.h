// The commands of the jobs, with room to type and to read them.
#pragma once

#include "app/panels/settingsbinder.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;
struct RunForecast;

// Holds no settings: it shows those that it is given, with the first commands as they will run, and
// tells of each edit at once, as the settings panel does. Runs nothing.
class CommandsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit CommandsDialog(QWidget* parent);

    void showSettings(const RunSettings& settings, const RunForecast& forecast);

Q_SIGNALS:
    // By the user.
    void edited(const SettingsEdit& edit);

private:
    void addFields(QVBoxLayout& column);
    void addPreview(QVBoxLayout& column);
    void takeInput(const QString& path);

    SettingsBinder m_binder;
    QLineEdit* m_command;
    QLabel* m_problem;
    QLineEdit* m_input;
    QLabel* m_count;
    QLabel* m_note;          // of the plan
    QPlainTextEdit* m_first; // commands, a line each
};
