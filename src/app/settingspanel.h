// The sliders: what to run, and what can be expected of it.
#pragma once

#include "app/runestimator.h"
#include "pool/runsettings.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

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

    // A sentence above the settings, until another; none where it is empty.
    void showNote(const QString& note);

    // What can be expected of the settings.
    const RunForecast& forecast() const { return m_estimator.forecast(); }

Q_SIGNALS:
    void settingsChanged();
    void forecastChanged();

private:
    // A box that shows a part of the settings, and changes it: `read` gives the part, `write` takes
    // it.
    template <typename Box, typename Read, typename Write>
    void bind(Box* box, Read read, Write write);
    void bindPool();
    void bindWork();
    void bindSpread();
    void bindInput();
    void bindOrder();
    void bindRest();
    void choosePath(bool folder, const QString& title, QString RunSettings::*target);
    // With as many jobs as there are inputs, where there are.
    RunSettings withJobsFound() const;
    void change(const RunSettings& settings);
    void showSettings();
    void showRows();
    void showWords();
    void showForecast();

    const std::unique_ptr<Ui::SettingsPanel> m_ui;
    std::vector<std::function<void()>> m_shown; // puts the settings into each box
    RunSettings m_settings;
    RunEstimator m_estimator;
};
