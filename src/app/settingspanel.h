// The sliders: what to run, and what can be expected of it.
#pragma once

#include "app/runestimator.h"
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

    // What can be expected of them.
    const RunForecast& forecast() const { return m_estimator.forecast(); }

Q_SIGNALS:
    void settingsChanged();
    void forecastChanged();

private:
    void setUpSliders();
    void setUpWork();
    void setUpFailures();
    void change(const RunSettings& settings);
    void showSettings();
    void showForecast();

    const std::unique_ptr<Ui::SettingsPanel> m_ui;
    RunSettings m_settings;
    RunEstimator m_estimator;
};
