// The picture of the whole run in small, kept from frame to frame.
#pragma once

#include "gantt/model/chartcontent.h"

#include <QPixmap>
#include <QSize>

class ChartCanvas;
class Viewport;
struct Theme;

// It changes with the run, not with the view: it is drawn anew when there is something new, and
// while a run goes on some ten times a second. For one thread, with a QGuiApplication.
class OverviewCache
{
public:
    // Whether the picture would be drawn anew; `pixelRatio` is that of the window's device.
    bool isStale(const ChartCanvas& canvas, const ChartContent& content, const Viewport& view,
                 double pixelRatio) const;
    // As large as the layout's overview.
    const QPixmap& pixmap(const ChartCanvas& canvas, const ChartContent& content,
                          const Viewport& view, double pixelRatio);

private:
    // What the drawn picture shows.
    struct Key
    {
        QSize size;
        const Theme* theme = nullptr;
        double axisLeft = 0; // which follows the names of the rows
        const Timeline* run = nullptr;
        qint64 wholeEndNs = 0;
        ColorBy colorBy = ColorBy::Job;
        qint64 moment = 0; // of a run that goes on, in steps
        bool operator==(const Key&) const = default;
    };
    static Key keyOf(const ChartCanvas& canvas, const ChartContent& content, const Viewport& view,
                     double pixelRatio);

    Key m_key;
    QPixmap m_pixmap;
};
