// The sliders: what to run, and what can be expected of it.
#pragma once

#include "app/panels/settingsbinder.h"
#include "session/agentroll.h"
#include "session/foreigntexts.h"
#include "session/lastrun.h"
#include "session/runestimator.h"

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

    // What stands there. What is still being typed is not part of it before takeTyped().
    const RunSettings& settings() const { return m_settings; }
    // `foreign`: which of its texts others have given; nothing that those name is looked at.
    void setSettings(const RunSettings& settings, const ForeignTexts& foreign = {});
    // The same for settings that came from a file.
    void showSettingsOf(const QString& file, const RunSettings& settings);
    // Takes what has been typed so far, as leaving the box does. False where that cannot be taken:
    // why is said beside it, and it has the focus.
    bool takeTyped();

    const ForeignTexts& foreignTexts() const { return m_foreign; }
    // The user has seen those texts of others that the jobs need, and makes them his own.
    void agree();

    // Says under its field what is wrong with a setting, brings that into sight, and gives the
    // field the focus. False where there is no such field, or it is not shown.
    bool pointAt(const QString& field, const QString& problem);
    // The forecast alone is said there again.
    void stopPointing();

    // A sentence above the settings, until another; none where it is empty.
    void showNote(const QString& note);

    // A run of ours is over: where nothing else tells how long its jobs take, it has.
    void learnFrom(const std::shared_ptr<const RunRecord>& record) { m_last.learnFrom(record); }

    // What can be expected of the settings.
    const RunForecast& forecast() const { return m_estimator.forecast(); }

Q_SIGNALS:
    // By the user; not as settings from elsewhere take the place of others.
    void workersMoved(int workers);
    void forecastChanged();

private:
    void bindPool();
    void bindWhere();
    void bindWork();
    void bindSpread();
    void bindInput();
    void bindOrder();
    void bindRest();
    void takeInput(const QString& path);
    void showCommands();
    bool takeBroker();
    void showAgents();
    // The settings as they are shown: with as many jobs as the forecast has found.
    RunSettings withJobsFound() const;
    void change(const SettingsEdit& edit);
    // Has the forecast follow the settings, and shows both.
    void showSettings();
    void showForecast();
    void showEstimate();

    const std::unique_ptr<Ui::SettingsPanel> m_ui;
    SettingsBinder m_binder;
    RunSettings m_settings;
    ForeignTexts m_foreign;
    QString m_broker; // the last one that was there
    RunEstimator m_estimator;
    LastRun m_last;
    AgentRoll m_agents;
};
