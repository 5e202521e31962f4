#include "app/panels/logview.h"

#include "app/controls/textscale.h"
#include "app/panels/logaccessible.h"
#include "base/numbertext.h"
#include "base/visibletext.h"
#include "gantt/paint/theme.h"
#include "text/logline.h"
#include "timeline/runrecord.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace {

constexpr int kLeft = 16;
constexpr int kTop = 8;
constexpr qint64 kMaxCopiedLines = 1'000'000;

} // namespace

LogView::LogView(QWidget* parent) : QAbstractScrollArea(parent), m_theme(&Theme::light())
{
    LogAccessible::install(); // before anything is told of this one
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Log of the run"));
    TextScale::follow(*this, [this] {
        viewport()->setFont(TextScale::fixedFont());
        updateScrollBar();
    });
    viewport()->setCursor(Qt::IBeamCursor);
}

void LogView::setTheme(const Theme& theme)
{
    m_theme = &theme;
    viewport()->update();
}

void LogView::showRun(std::shared_ptr<const RunRecord> record)
{
    m_record = std::move(record);
    m_selection.reset();
    verticalScrollBar()->setValue(0);
    refresh();
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void LogView::refresh()
{
    if (!m_record)
        return;
    m_sections.clear();
    m_lineCount = 0;
    for (const auto& part : m_record->parts()) {
        if (part->role == RunRole::Nested)
            continue;
        const QString time =
            timeLine(part->timeline, part->role == RunRole::Pool, m_record->jobs());
        m_sections.push_back({RunLog(part->timeline), time, part->role});
        m_lineCount += m_sections.back().lineCount();
    }
    updateScrollBar();
    viewport()->update();
}

std::vector<LogView::Line> LogView::lines(qint64 first, qint64 count) const
{
    std::vector<Line> result;
    for (const Section& section : m_sections) {
        const auto logged = qint64(section.log.count());
        if (count > 0 && first < logged) {
            for (const LogEntry& entry :
                 section.log.entries(std::size_t(first), std::size_t(count))) {
                result.push_back({visibleText(logLine(entry, *m_record, section.role)), false});
                --count;
            }
            first = logged;
        }
        if (count > 0 && first == logged && !section.timeLine.isEmpty()) {
            result.push_back({section.timeLine, true});
            --count;
        }
        first = std::max<qint64>(0, first - section.lineCount());
    }
    return result;
}

QString LogView::line(qint64 index) const
{
    const std::vector<Line> found = lines(index, 1);
    return found.empty() ? QString() : found.front().text;
}

int LogView::lineHeight() const
{
    return viewport()->fontMetrics().lineSpacing() + 3;
}

int LogView::linesInSight() const
{
    return std::max(1, (viewport()->height() - kTop) / lineHeight());
}

QRect LogView::placeOf(qint64 index) const
{
    constexpr qint64 kFar = 10'000; // lines: as good as any, and no px too many for an int
    const qint64 below = std::clamp(index - verticalScrollBar()->value(), -kFar, kFar);
    return {0, kTop + int(below) * lineHeight(), viewport()->width(), lineHeight()};
}

qint64 LogView::lineAt(int y) const
{
    const qint64 index = verticalScrollBar()->value() + (y - kTop) / lineHeight();
    return std::clamp<qint64>(index, 0, std::max<qint64>(0, m_lineCount - 1));
}

void LogView::updateScrollBar()
{
    QScrollBar* bar = verticalScrollBar();
    const bool wasAtEnd = bar->value() == bar->maximum();
    bar->setRange(0, int(std::max<qint64>(0, m_lineCount - linesInSight())));
    bar->setPageStep(linesInSight());
    if (wasAtEnd)
        bar->setValue(bar->maximum());
}

void LogView::paintEvent(QPaintEvent*)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_theme->window);
    painter.setFont(viewport()->font());
    if (m_lineCount == 0) {
        painter.setPen(m_theme->muted);
        painter.drawText(viewport()->rect().adjusted(kLeft, kTop, -kLeft, 0),
                         tr("Each start and finish is written here."));
        return;
    }
    const qint64 first = verticalScrollBar()->value();
    qint64 index = first;
    QRect place = placeOf(first);
    const auto selectedOnes = selectedLines();
    for (const Line& line : lines(first, linesInSight() + 1)) {
        const bool selected =
            selectedOnes && index >= selectedOnes->first && index <= selectedOnes->second;
        if (selected)
            painter.fillRect(place, m_theme->accent);
        painter.setPen(selected        ? m_theme->onAccent
                       : line.isTiming ? m_theme->pool
                                       : m_theme->text);
        painter.drawText(place.adjusted(kLeft, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                         line.text);
        place.translate(0, lineHeight());
        ++index;
    }
}

void LogView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    updateScrollBar();
}

void LogView::keyPressEvent(QKeyEvent* event)
{
    QScrollBar* bar = verticalScrollBar();
    if (event->matches(QKeySequence::Copy))
        copy();
    else if (event->matches(QKeySequence::SelectAll))
        selectAll();
    else if (event->modifiers() & Qt::ShiftModifier && event->key() == Qt::Key_Up)
        extendSelection(-1);
    else if (event->modifiers() & Qt::ShiftModifier && event->key() == Qt::Key_Down)
        extendSelection(1);
    else if (event->key() == Qt::Key_Home)
        bar->setValue(0);
    else if (event->key() == Qt::Key_End)
        bar->setValue(bar->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

// By so many lines; from the first one in sight where nothing is selected.
void LogView::extendSelection(int lines)
{
    if (m_lineCount == 0)
        return;
    QScrollBar* bar = verticalScrollBar();
    const qint64 first = bar->value();
    if (!m_selection) {
        select(first, first);
        LogAccessible::tellSelected(*this, first);
        return;
    }
    const qint64 end = std::clamp<qint64>(m_selection->second + lines, 0, m_lineCount - 1);
    select(m_selection->first, end);
    bar->setValue(int(std::clamp(first, end - linesInSight() + 1, end)));
    LogAccessible::tellSelected(*this, end);
}

void LogView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_lineCount == 0)
        return;
    const qint64 at = lineAt(int(event->position().y()));
    const bool extend = event->modifiers() & Qt::ShiftModifier && m_selection;
    select(extend ? m_selection->first : at, at);
}

void LogView::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton && m_selection) {
        const int y = int(event->position().y());
        // Dragging beyond an edge scrolls on.
        if (y < 0)
            verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepSub);
        else if (y > viewport()->height())
            verticalScrollBar()->triggerAction(QAbstractSlider::SliderSingleStepAdd);
        select(m_selection->first, lineAt(y));
    }
}

void LogView::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    QAction* copyAction = menu.addAction(tr("&Copy"), this, &LogView::copy);
    copyAction->setEnabled(m_selection.has_value());
    menu.addAction(tr("Select &All"), this, &LogView::selectAll);
    menu.exec(event->globalPos());
}

void LogView::select(qint64 anchor, qint64 end)
{
    m_selection.emplace(anchor, end);
    viewport()->update();
}

void LogView::selectAll()
{
    if (m_lineCount > 0)
        select(0, m_lineCount - 1);
}

std::optional<std::pair<qint64, qint64>> LogView::selectedLines() const
{
    if (!m_selection)
        return std::nullopt;
    return std::minmax(m_selection->first, m_selection->second);
}

QString LogView::selectedText() const
{
    if (!m_selection)
        return {};
    const auto [first, last] = *selectedLines();
    const qint64 count = last - first + 1;
    QString text;
    for (const Line& line : lines(first, std::min(count, kMaxCopiedLines)))
        text += line.text + u'\n';
    if (count > kMaxCopiedLines)
        text += tr("… and %Ln more lines", nullptr, pluralCount(count - kMaxCopiedLines)) + u'\n';
    return text;
}

void LogView::copy() const
{
    if (m_selection)
        QGuiApplication::clipboard()->setText(selectedText());
}
