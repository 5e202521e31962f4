#include "app/insight/sizinglegend.h"

#include "gantt/paint/theme.h"
#include "text/sizingtext.h"

#include <QPainter>

#include <algorithm>

namespace {

constexpr int kSignPx = 22; // the column of the signs

QFont smallFont(const QWidget& widget)
{
    QFont small = widget.font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

int rowHeight(const QWidget& widget)
{
    return QFontMetrics(smallFont(widget)).height() + 1;
}

} // namespace

SizingLegend::SizingLegend(QWidget* parent) : QWidget(parent), m_theme(&Theme::light())
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SizingLegend::setTheme(const Theme& theme)
{
    m_theme = &theme;
    update();
}

void SizingLegend::showCurve(const SizingCurve& curve, bool withFit)
{
    m_rows.clear();
    const auto add = [this](Sign sign, const QString& text) {
        if (!text.isEmpty())
            m_rows.push_back({sign, text});
    };
    const bool hasBound =
        std::ranges::any_of(curve.points, [](const SizingPoint& p) { return p.boundNs > 0; });
    add(Sign::Dot, measuredLegend(curve));
    add(Sign::Line, simulatedLegend(curve));
    add(Sign::Band, bandLegend(curve));
    add(Sign::Dashes, hasBound ? boundLegend() : QString());
    add(Sign::Dots, withFit ? tr("scalability law") : QString());
    QStringList texts;
    for (const Row& row : m_rows)
        texts += row.text;
    setAccessibleName(texts.join(u'\n'));
    updateGeometry();
    update();
}

QSize SizingLegend::sizeHint() const
{
    const QFontMetrics metrics(smallFont(*this));
    int wide = 0;
    for (const Row& row : m_rows)
        wide = std::max(wide, metrics.horizontalAdvance(row.text));
    return {kSignPx + wide + 2, int(m_rows.size()) * rowHeight(*this)};
}

void SizingLegend::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(smallFont(*this));
    const int high = rowHeight(*this);
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const int top = int(i) * high;
        const double y = top + high / 2 + 0.5;
        const auto line = [&](QPen pen) {
            painter.setPen(pen);
            painter.drawLine(QPointF(1, y), QPointF(kSignPx - 7, y));
        };
        switch (m_rows[i].sign) {
        case Sign::Dot:
            painter.setPen(QPen(m_theme->text, 2));
            painter.setBrush(m_theme->window);
            painter.drawEllipse(QPointF((kSignPx - 6) / 2.0, y), 3.5, 3.5);
            break;
        case Sign::Line:
            line(QPen(m_theme->accent, 2));
            break;
        case Sign::Band:
            painter.fillRect(QRectF(1, y - 4, kSignPx - 8, 8),
                             mixed(m_theme->window, m_theme->accent, 0.18));
            break;
        case Sign::Dashes:
        case Sign::Dots: {
            const bool dashes = m_rows[i].sign == Sign::Dashes;
            QPen pen(dashes ? m_theme->muted : m_theme->sequential, 1.5, Qt::CustomDashLine,
                     Qt::FlatCap);
            pen.setDashPattern(dashes ? QList<qreal>{2, 2} : QList<qreal>{1, 2});
            line(pen);
            break;
        }
        }
        painter.setPen(m_theme->muted);
        painter.drawText(QRect(kSignPx, top, width() - kSignPx, high),
                         Qt::AlignLeft | Qt::AlignVCenter, m_rows[i].text);
    }
}
