// The sliders: what to run, and what can be expected of it.
#pragma once

#include "plan/runsettings.h"
#include "session/foreigntexts.h"
#include "session/runestimator.h"

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

    const RunSettings& settings() const { return m_settings; }
    // `foreign`: which of its texts others have given; nothing that those name is looked at.
    void setSettings(const RunSettings& settings, const ForeignTexts& foreign = {});
    // The same for settings that came from a file.
    void showSettingsOf(const QString& file, const RunSettings& settings);
    // Takes what has been typed so far, as leaving the box does.
    void takeTyped();

    const ForeignTexts& foreignTexts() const { return m_foreign; }
    // The user has seen those texts of others that the jobs need, and makes them his own.
    void agree();

    // A sentence above the settings, until another; none where it is empty.
    void showNote(const QString& note);

    // What can be expected of the settings.
    const RunForecast& forecast() const { return m_estimator.forecast(); }

Q_SIGNALS:
    // By the user; not as settings from elsewhere take the place of others.
    void workersMoved(int workers);
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
    void choosePath(bool folder, const QString& title);
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
    ForeignTexts m_foreign;
    RunEstimator m_estimator;
};
