#include "app/panels/spreadview.h"

#include "base/durationtext.h"
#include "plan/durationspread.h"

#include <QPainter>

SpreadView::SpreadView(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void SpreadView::showSpread(const Spread& spread, std::chrono::nanoseconds mean)
{
    m_spread = spread;
    m_mean = mean;
    update();
}

QSize SpreadView::sizeHint() const
{
    return {120, 44 + fontMetrics().height()};
}

void SpreadView::paintEvent(QPaintEvent*)
{
    constexpr int kBinPx = 4;
    QPainter painter(this);
    const int bins = std::max(1, width() / kBinPx);
    const SpreadPicture picture = pictureOf(m_spread, m_mean, bins);
    const int base = height() - fontMetrics().height() - 3;
    for (int i = 0; i < bins; ++i) {
        const double share = picture.bins[std::size_t(i)];
        if (share == 0)
            continue;
        const int high = std::max(2, qRound(share * (base - 1))); // what is rare is seen, too
        painter.fillRect(i * kBinPx, base - high, kBinPx - 1, high, palette().highlight());
    }
    painter.fillRect(0, base, width(), 1, palette().mid());

    const auto atNs = [&](qint64 ns) {
        return picture.longestNs > 0 ? int(double(ns) / double(picture.longestNs) * width()) : 0;
    };
    painter.setPen(palette().color(QPalette::PlaceholderText));
    const QRect below(0, base + 2, width(), height() - base - 2);
    const auto text = [](qint64 ns) {
        return readableDuration(std::chrono::nanoseconds(ns));
    };
    painter.drawText(below, Qt::AlignLeft, QStringLiteral("0"));
    painter.drawText(below, Qt::AlignRight, text(picture.longestNs));
    // A line at the mean.
    const int mean = atNs(m_mean.count());
    painter.fillRect(mean, 0, 1, base, palette().mid());
    const QString meanText = tr("mean %1").arg(shortDuration(m_mean));
    const int wide = fontMetrics().horizontalAdvance(meanText);
    const int left = fontMetrics().horizontalAdvance(QStringLiteral("0  "));
    const int right =
        width() - fontMetrics().horizontalAdvance(text(picture.longestNs)) - left - wide;
    if (right >= left)
        painter.drawText(
            QRect(std::clamp(mean - wide / 2, left, right), below.top(), wide, below.height()),
            Qt::AlignLeft, meanText);
}
