// The timing screenshot: chart, timings and settings of a run in one picture, laid out for reading.
#pragma once

#include "analysis/timings.h"
#include "gantt/model/chartcontent.h"
#include "gantt/model/chartlayout.h"
#include "gantt/paint/theme.h"

#include <QDateTime>
#include <QSizeF>

#include <memory>

class QPainter;
struct Insight;

enum class PictureLayout {
    Whole, // as high as all rows need
    Slide, // 16:9
    Chart, // without the timings
};

// What is to be shown.
struct PictureRequest
{
    std::shared_ptr<const RunRecord> record;
    const Theme* theme;
    qint64 monotonicNowNs; // the moment that is shown of a run that still goes on
    QDateTime made;        // the date that is written below it
    std::shared_ptr<const Insight> insight{}; // of the record, where that is known already
    QString title{};                          // over the picture; empty for the usual one
    PictureLayout layout = PictureLayout::Whole;
    bool inEnglish = true; // or in the window's language
};

// Looks the same whatever the window's size. Needs a QGuiApplication for its fonts. May be
// painted on any thread.
class TimingPicture
{
public:
    // Any thread; looks at every span.
    explicit TimingPicture(const PictureRequest& request);

    // px at 1×.
    QSizeF size() const;
    // Paints it at the painter's origin. `columnPx` is the width of a device pixel in its units.
    void paint(QPainter& painter, double columnPx) const;

    // "Poolscope: 5 jobs · 3 workers …", for formats that carry a title.
    QString title() const;
    // What was run, and the figures, for formats that carry them; as text: one figure a line, as
    // shown.
    const RunSettings& settings() const { return m_timings.settings; }
    const Timings& timings() const { return m_timings; }
    QString timingsText() const;

private:
    double headerHeight() const;
    double chartWidth() const;
    double chartHeight() const;
    double verdictHeight() const;
    double footerHeight() const;
    void fitSlide();
    void paintHeader(QPainter& painter) const;
    void paintChart(QPainter& painter, double columnPx) const;
    QString possibleLines() const;
    void paintTimings(QPainter& painter) const;
    double paintRun(QPainter& painter, double top, const QString& label, const RunTimings& run,
                    const QColor& color) const;
    // In a line, where there is something to say; see verdictText().
    QString verdict() const;
    void paintVerdict(QPainter& painter) const;
    void paintFooter(QPainter& painter) const;

    const PictureRequest m_request;
    const RunRecord& m_record;
    const Theme& m_theme;
    const ChartContent m_content; // stays, also when workers come while a picture is made
    const Timings m_timings;
    ChartLayout::Heights m_heights;
};
