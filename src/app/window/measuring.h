// Measures how long numbers of workers take, as the panel asks for it.
#pragma once

#include "session/measurement.h"

#include <QObject>

#include <memory>

class RunKeeper;
class RunStarter;
class SizingPanel;

// Lives on the main thread; all calls from there.
class Measuring : public QObject
{
    Q_OBJECT

public:
    // All outlive it. Each run that counts is kept.
    Measuring(SizingPanel& panel, RunKeeper& keeper, RunStarter& starter, QWidget* window);

    // The run whose jobs are to be measured; nothing for none.
    void setRun(const std::shared_ptr<const RunRecord>& record);
    // Another run goes on: nothing can be measured now.
    void setBlocked(bool blocked);

    bool isRunning() const { return m_measurement.isRunning(); }
    // What has been measured stays.
    void cancel() { m_measurement.cancel(); }

Q_SIGNALS:
    void begun();
    void ended();
    // For the status line.
    void told(const QString& text);

private:
    void start(const std::vector<int>& numbers, int repeat);
    void begin(const MeasureRequest& request);
    void onEnded(const MeasureEnd& end);
    void updateMeasurable();

    SizingPanel& m_panel;
    RunKeeper& m_keeper;
    RunStarter& m_starter;
    QWidget* const m_window;
    Measurement m_measurement;
    std::shared_ptr<const RunRecord> m_record;
    bool m_isBlocked = false;
};
