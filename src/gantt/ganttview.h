// The live chart of a run.
#pragma once

#include "gantt/chartlayout.h"
#include "gantt/timescale.h"

#include <QAbstractScrollArea>

#include <memory>

struct RunRecord;
struct RunSettings;
struct Theme;

class GanttView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit GanttView(QWidget* parent = nullptr);

    // Shows a run, and how long it is expected to take: bars grow into an axis that stands still.
    void showRun(std::shared_ptr<const RunRecord> record, qint64 expectedNs);
    // Shows what a run with these settings would look like: empty rows, and a hint.
    void showPreview(const RunSettings& settings, qint64 expectedNs, const QString& hint);

    void setTheme(const Theme& theme);

    // Draws what has been recorded by now.
    void refresh();

    // The time axis as it is drawn, for what stands on the same axis.
    TimeScale scale() const;

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    ChartLayout layout() const;
    void updateAxis();
    void updateScrollBar();

    const Theme* m_theme;
    std::shared_ptr<const RunRecord> m_record;
    int m_workers = 3;
    bool m_withSequential = true;
    QString m_hint;
    qint64 m_axisEndNs = 1'000'000'000;
    qint64 m_monotonicNowNs = 0;
};
