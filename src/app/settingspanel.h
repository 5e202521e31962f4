// The sliders: what to run, and what can be expected of it.
#pragma once

#include "pool/runsettings.h"

#include <QWidget>

#include <memory>

namespace Ui {
class SettingsPanel;
}

class SettingsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsPanel(QWidget* parent = nullptr);
    ~SettingsPanel() override;

    // With what has been typed so far.
    RunSettings settings();
    void setSettings(const RunSettings& settings);

Q_SIGNALS:
    void settingsChanged();

private:
    void setUpSliders();
    void setUpWork();
    void setUpFailures();
    void change(const RunSettings& settings);
    void showSettings();
    void showEstimate();

    const std::unique_ptr<Ui::SettingsPanel> m_ui;
    RunSettings m_settings;
};
