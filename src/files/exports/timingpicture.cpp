#include "files/exports/timingpicture.h"

#include "analysis/diskreads.h"
#include "base/language.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"
#include "gantt/layers/chartpainter.h"
#include "insight/insight.h"
#include "text/diskreadstext.h"
#include "text/figures.h"
#include "text/findingtext.h"
#include "text/settingstext.h"
#include "text/speedup.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace {

constexpr double kWidth = 1280;
constexpr double kSlideHeight = 720;
constexpr double kTimingsWidth = 340;
constexpr double kMargin = 24;
constexpr double kHeaderHeight = 72;
constexpr double kFooterHeight = 40;
constexpr double kTimingsHeight = 562;
constexpr double kNoteHeight = 52;
constexpr double kVerdictHeight = 40;
constexpr double kStripHeight = 74;
constexpr int kTextPx = 13;

QFont textFont(int px = kTextPx, bool bold = false)
{
    QFont font = QGuiApplication::font();
    font.setPixelSize(px);
    font.setBold(bold);
    return font;
}

double rowHeightFor(int rows)
{
    return std::clamp(std::floor(1400.0 / rows), 4.0, 50.0);
}

} // namespace

TimingPicture::TimingPicture(const PictureRequest& request)
    : m_request(request)
    , m_record(*m_request.record)
    , m_theme(*m_request.theme)
    , m_content(ChartContent::of(m_record, m_request.monotonicNowNs))
    , m_timings(timingsOf(m_record, m_request.monotonicNowNs, Waits::Included))
{
    m_heights.strip = kStripHeight;
    m_heights.row = m_heights.leastRow = rowHeightFor(m_content.first().rows);
    if (m_request.layout == PictureLayout::Slide)
        fitSlide();
}

// Rows as high as there is room for.
void TimingPicture::fitSlide()
{
    const auto heightWith = [this](double row) {
        ChartLayout::Heights heights = m_heights;
        heights.row = heights.leastRow = row;
        return ChartLayout::fullHeight(m_content.rows(), heights);
    };
    const double fixed = heightWith(0);
    const double rows = heightWith(1) - fixed;
    m_heights.row = m_heights.leastRow =
        std::clamp((chartHeight() - fixed) / rows, 0.1, m_heights.row);
}

QSizeF TimingPicture::size() const
{
    return {kWidth, headerHeight() + chartHeight() + verdictHeight() + footerHeight()};
}

double TimingPicture::headerHeight() const
{
    const bool hasTitle = m_request.layout != PictureLayout::Chart || !m_request.title.isEmpty();
    return hasTitle ? kHeaderHeight : 0;
}

double TimingPicture::chartWidth() const
{
    return m_request.layout == PictureLayout::Chart ? kWidth : kWidth - kTimingsWidth;
}

double TimingPicture::verdictHeight() const
{
    return verdict().isEmpty() ? 0 : kVerdictHeight;
}

double TimingPicture::footerHeight() const
{
    return m_request.layout == PictureLayout::Chart ? 0 : kFooterHeight;
}

QString TimingPicture::verdict() const
{
    const bool isSaid = m_request.insight && m_request.layout != PictureLayout::Chart;
    return isSaid ? verdictText(*m_request.insight) : QString();
}

QString TimingPicture::timingsText() const
{
    const InEnglish inEnglish(m_request.inEnglish);
    QString text = FilesTr::tr("With the worker pool: %1\n").arg(timeText(m_timings.pool));
    if (m_timings.sequential)
        text += FilesTr::tr("Without: %1\n").arg(timeText(*m_timings.sequential));
    for (const TimingRow& row : timingRows(m_timings))
        text += QStringLiteral("%1: %2\n").arg(row.label, row.value);
    if (const QString note = diskReadsText(m_timings); !note.isEmpty())
        text += note + u'\n';
    if (!verdict().isEmpty())
        text += verdict() + u'\n';
    return text;
}

QString TimingPicture::title() const
{
    const InEnglish inEnglish(m_request.inEnglish);
    return FilesTr::tr("Poolscope: %1").arg(visibleText(runText(m_record)));
}

double TimingPicture::chartHeight() const
{
    const double noteHeight = diskReadsText(m_timings).isEmpty() ? 0 : kNoteHeight;
    const double rowsHeight = ChartLayout::fullHeight(m_content.rows(), m_heights);
    switch (m_request.layout) {
    case PictureLayout::Whole:
        break;
    case PictureLayout::Slide:
        return kSlideHeight - headerHeight() - verdictHeight() - footerHeight();
    case PictureLayout::Chart:
        return rowsHeight;
    }
    return std::max(kTimingsHeight + noteHeight, rowsHeight);
}

void TimingPicture::paint(QPainter& painter, double columnPx) const
{
    const InEnglish inEnglish(m_request.inEnglish);
    painter.fillRect(QRectF(QPointF(0, 0), size()), m_theme.window);
    if (headerHeight() > 0)
        paintHeader(painter);
    painter.save();
    painter.translate(0, headerHeight());
    paintChart(painter, columnPx);
    painter.restore();
    if (m_request.layout == PictureLayout::Chart)
        return;
    painter.save();
    painter.translate(chartWidth(), headerHeight());
    paintTimings(painter);
    painter.restore();
    paintVerdict(painter);
    paintFooter(painter);
}

void TimingPicture::paintHeader(QPainter& painter) const
{
    painter.setFont(textFont(20, true));
    painter.setPen(m_theme.text);
    const QRectF place(kMargin, 0, kWidth - 2 * kMargin, kHeaderHeight);
    const QString name =
        QFontMetricsF(painter.font())
            .elidedText(m_request.title.isEmpty() ? FilesTr::tr("Worker pool timings")
                                                  : visibleText(m_request.title),
                        Qt::ElideRight, place.width());
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, name);
    const double room =
        place.width() - QFontMetricsF(painter.font()).horizontalAdvance(name) - kMargin;
    painter.setFont(textFont(15));
    painter.setPen(m_theme.muted);
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter,
                     QFontMetricsF(painter.font())
                         .elidedText(visibleText(runText(m_record)), Qt::ElideRight, room));
}

void TimingPicture::paintChart(QPainter& painter, double columnPx) const
{
    const double width = chartWidth();
    painter.fillRect(QRectF(0, 0, width, chartHeight()), m_theme.chart);
    const ChartFonts fonts(textFont());
    const ChartLayout layout(QSizeF(width, chartHeight()), m_content.rows(), m_heights,
                             ChartCanvas::namesWidth(fonts, m_content));
    const TimeScale scale{0, axisEndNs(m_content.longestNs()), layout.axisLeft(),
                          layout.axisWidth()};
    const ChartCanvas canvas(layout, scale, m_theme, fonts, columnPx);
    ChartPictures pictures;
    ChartPainter(canvas, m_content, 0).paint(painter, pictures, QRectF(QPointF(), layout.size()));
    painter.fillRect(QRectF(0, 0, kWidth, 1), m_theme.line);
}

double TimingPicture::paintRun(QPainter& painter, double top, const QString& label,
                               const RunTimings& run, const QColor& color) const
{
    const double width = kTimingsWidth - 2 * kMargin;
    painter.setFont(textFont());
    painter.setPen(m_theme.muted);
    painter.drawText(QRectF(kMargin, top, width, 20), Qt::AlignLeft | Qt::AlignVCenter, label);
    painter.setFont(textFont(34, true));
    painter.setPen(color);
    painter.drawText(QRectF(kMargin, top + 20, width, 46), Qt::AlignLeft | Qt::AlignVCenter,
                     timeText(run));
    const QString state = visibleText(stateText(run, m_timings.settings.jobs.count));
    if (!state.isEmpty()) {
        painter.setFont(textFont(12));
        painter.setPen(m_theme.muted);
        painter.drawText(QRectF(kMargin, top + 66, width, 18), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(painter.font()).elidedText(state, Qt::ElideRight, width));
    }
    return top + 88;
}

// The greatest possible speed-up and what is left out of it, in two or three lines.
QString TimingPicture::possibleLines() const
{
    const bool paused = m_timings.speedUp() && m_timings.hasStoodStill();
    const auto most = m_timings.mostSpeedUp();
    if (!most)
        return paused ? FilesTr::tr("without\npauses") : QString();
    const QString ratio = ratioText(*most);
    if (speedUpText(m_timings).slower)
        return FilesTr::tr("%1 speed-up\npossible").arg(ratio);
    if (paused)
        return FilesTr::tr("of %1\npossible,\nno pauses").arg(ratio);
    const bool soFar = m_timings.speedUp() && !m_timings.speedUpIsFinal();
    return (soFar ? FilesTr::tr("so far, of\n%1 possible") : FilesTr::tr("of %1\npossible"))
        .arg(ratio);
}

void TimingPicture::paintTimings(QPainter& painter) const
{
    const double width = kTimingsWidth - 2 * kMargin;
    double top = 16;
    top = paintRun(painter, top, FilesTr::tr("With the worker pool"), m_timings.pool, m_theme.pool);
    if (m_timings.sequential)
        top = paintRun(painter, top, FilesTr::tr("Without (one after another)"),
                       *m_timings.sequential, m_theme.sequential);

    const QRectF card(kMargin, top, width, 62);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.field);
    painter.drawRoundedRect(card, 6, 6);
    painter.setRenderHint(QPainter::Antialiasing, false);
    const SpeedUpText speedUp = speedUpText(m_timings);
    const QRectF inner = card.adjusted(14, 0, -14, 0);
    painter.setFont(textFont());
    painter.setPen(m_theme.muted);
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignVCenter, speedUp.caption);
    // In English always at the same place, as pictures are laid over each other.
    const double ratioLeft =
        std::max(76.0, QFontMetricsF(painter.font()).horizontalAdvance(speedUp.caption) + 12);
    painter.drawText(inner, Qt::AlignRight | Qt::AlignVCenter, possibleLines());
    painter.setFont(textFont(24, true));
    painter.setPen(m_theme.text);
    painter.drawText(inner.adjusted(ratioLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     speedUp.ratio);
    top = card.bottom() + 12;
    if (const QString note = diskReadsText(m_timings); !note.isEmpty()) {
        painter.setFont(textFont(12));
        painter.setPen(m_theme.muted);
        painter.drawText(QRectF(kMargin, card.bottom() + 6, width, kNoteHeight),
                         Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, note);
        top += kNoteHeight;
    }

    for (const TimingRow& row : timingRows(m_timings)) {
        const QRectF place(kMargin, top, width, 27);
        if (m_request.layout == PictureLayout::Slide && place.bottom() > chartHeight())
            break;
        painter.setFont(textFont());
        painter.setPen(m_theme.muted);
        painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, row.label);
        painter.setFont(textFont(kTextPx, true));
        painter.setPen(m_theme.text);
        painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter, row.value);
        top = place.bottom();
        painter.fillRect(QRectF(kMargin, top - 1, width, 1), m_theme.line);
    }
}

void TimingPicture::paintVerdict(QPainter& painter) const
{
    const QString text = verdict();
    if (text.isEmpty())
        return;
    const double top = headerHeight() + chartHeight();
    painter.fillRect(QRectF(0, top, kWidth, 1), m_theme.line);
    painter.setFont(textFont(15, true));
    painter.setPen(m_theme.pool);
    const QRectF place(kMargin, top, kWidth - 2 * kMargin, kVerdictHeight);
    painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetricsF(painter.font()).elidedText(text, Qt::ElideRight, place.width()));
    painter.fillRect(QRectF(0, place.bottom() - 1, kWidth, 1), m_theme.line);
}

void TimingPicture::paintFooter(QPainter& painter) const
{
    painter.setFont(textFont(12));
    painter.setPen(m_theme.muted);
    const QRectF place(kMargin, size().height() - kFooterHeight, kWidth - 2 * kMargin,
                       kFooterHeight);
    painter.drawText(
        place, Qt::AlignLeft | Qt::AlignVCenter,
        FilesTr::tr("Each run starts from its own zero; bars are jobs, from start to finish."));
    painter.drawText(place, Qt::AlignRight | Qt::AlignVCenter,
                     FilesTr::tr("Poolscope %1 · %2")
                         .arg(QCoreApplication::applicationVersion(),
                              m_request.made.toString(QStringLiteral("yyyy-MM-dd hh:mm"))));
}
