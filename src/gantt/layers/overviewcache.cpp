#include "gantt/layers/overviewcache.h"

#include "gantt/layers/overviewpainter.h"
#include "gantt/model/viewport.h"
#include "gantt/paint/chartcanvas.h"

#include <QPainter>

OverviewCache::Key OverviewCache::keyOf(const ChartCanvas& canvas, const ChartContent& content,
                                        const Viewport& view, double pixelRatio)
{
    constexpr qint64 kLiveEveryNs = 100'000'000;
    return {(canvas.layout().overview().size() * pixelRatio).toSize(),
            &canvas.theme(),
            canvas.layout().axisLeft(),
            content.first().timeline,
            view.whole().endNs,
            content.colorBy,
            view.isLive() ? content.monotonicNowNs / kLiveEveryNs : 0};
}

bool OverviewCache::isStale(const ChartCanvas& canvas, const ChartContent& content,
                            const Viewport& view, double pixelRatio) const
{
    return keyOf(canvas, content, view, pixelRatio) != m_key;
}

const QPixmap& OverviewCache::pixmap(const ChartCanvas& canvas, const ChartContent& content,
                                     const Viewport& view, double pixelRatio)
{
    const Key key = keyOf(canvas, content, view, pixelRatio);
    if (key == m_key)
        return m_pixmap;
    m_key = key;
    m_pixmap = QPixmap(key.size);
    m_pixmap.setDevicePixelRatio(pixelRatio);
    QPainter painter(&m_pixmap);
    painter.translate(-canvas.layout().overview().topLeft());
    paintOverview(painter, canvas, content, view.whole().endNs);
    return m_pixmap;
}
