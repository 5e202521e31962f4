#include "app/insight/lostlegend.h"

#include "app/controls/foldedtext.h"
#include "app/insight/lostcolors.h"
#include "gantt/paint/theme.h"
#include "text/losttext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace {

constexpr int kChipPx = 13;
constexpr int kColumnGapPx = 24;
constexpr int kMostColumns = 3;
constexpr int kLeastRowPx = 28;
// Within a row, from its colour on.
constexpr int kNameGapPx = 10;
constexpr int kTimeGapPx = 12;
constexpr int kShareGapPx = 14;
constexpr int kShowGapPx = 4;

int neededWidth(QLabel* label)
{
    label->ensurePolished();
    return label->fontMetrics().horizontalAdvance(label->text()) + 1;
}

} // namespace

LostRow::LostRow(LostPart part, const LostTime& lost, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_part(part)
    , m_color(lostColor(part, theme))
    , m_mark(theme.field)
    , m_name(new QLabel(lostPartText(part), this))
    , m_time(new QLabel(workerTimeText(lost.of(part)), this))
    , m_share(new QLabel(lostShareText(lost.shareOf(part)), this))
    , m_show(new QPushButton(tr("Show ▸"), this))
{
    m_time->setProperty("role", QStringLiteral("muted"));
    m_share->setProperty("role", QStringLiteral("value"));
    for (QLabel* number : {m_time, m_share})
        number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_show->setProperty("role", QStringLiteral("link"));
    m_show->setCursor(Qt::PointingHandCursor);
    m_show->setAutoDefault(true); // Enter presses it, too
    m_show->setAccessibleName(tr("Show %1").arg(lostPartText(part)));
    m_show->setToolTip(tr("Mark this time in the chart and zoom to the longest stretch of it"));
    connect(m_show, &QPushButton::clicked, this, &LostRow::chosen);
    setToolTip(foldedText(lostPartMeaning(part)));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kInsetPx + kChipPx + kNameGapPx, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_name);
    row->addSpacing(kTimeGapPx);
    row->addStretch(1);
    row->addWidget(m_time);
    row->addSpacing(kShareGapPx);
    row->addWidget(m_share);
    row->addSpacing(kShowGapPx);
    row->addWidget(m_show);
}

void LostRow::setMarked(bool marked)
{
    m_marked = marked;
    update();
}

LostRow::Widths LostRow::widths(const Widths& others) const
{
    return {std::max(others.namePx, neededWidth(m_name)),
            std::max(others.timePx, neededWidth(m_time)),
            std::max(others.sharePx, neededWidth(m_share))};
}

int LostRow::widthWith(const Widths& widths) const
{
    m_show->ensurePolished();
    return kInsetPx + kChipPx + kNameGapPx + widths.namePx + kTimeGapPx + widths.timePx +
           kShareGapPx + widths.sharePx + kShowGapPx + m_show->sizeHint().width();
}

void LostRow::setWidths(const Widths& widths)
{
    m_name->setMinimumWidth(widths.namePx);
    m_time->setMinimumWidth(widths.timePx);
    m_share->setMinimumWidth(widths.sharePx);
}

void LostRow::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (m_marked) {
        painter.setBrush(m_mark);
        painter.drawRoundedRect(rect(), 4, 4);
    }
    painter.setBrush(m_color);
    painter.drawRoundedRect(QRectF(kInsetPx, (height() - kChipPx) / 2, kChipPx, kChipPx), 3, 3);
}

void LostRow::enterEvent(QEnterEvent*)
{
    Q_EMIT pointed(true);
}

void LostRow::leaveEvent(QEvent*)
{
    Q_EMIT pointed(false);
}

LostLegend::LostLegend(QWidget* parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void LostLegend::showParts(const LostTime& lost, const Theme& theme)
{
    qDeleteAll(m_rows);
    m_rows.clear();
    m_rowPx = kLeastRowPx;
    for (std::size_t i = 0; i < kLostParts; ++i) {
        const auto part = LostPart(i);
        if (lost.of(part) <= 0)
            continue;
        auto* row = new LostRow(part, lost, theme, this);
        connect(row, &LostRow::pointed, this, [this, part](bool at) {
            Q_EMIT pointedAt(at ? std::optional(part) : std::nullopt);
        });
        connect(row, &LostRow::chosen, this, [this, part] { Q_EMIT chosen(part); });
        m_rows.push_back(row);
        m_rowPx = std::max(m_rowPx, row->minimumSizeHint().height());
        row->show();
    }
    updateGeometry();
    layOut();
}

void LostLegend::setMarked(std::optional<LostPart> part)
{
    for (LostRow* row : m_rows)
        row->setMarked(row->part() == part);
}

QSize LostLegend::sizeHint() const
{
    const int width = neededIn(kMostColumns);
    return {width, heightForWidth(width)};
}

QSize LostLegend::minimumSizeHint() const
{
    return {neededIn(1), m_rowPx};
}

int LostLegend::heightForWidth(int widthPx) const
{
    const int columns = columnsIn(widthPx);
    return (int(m_rows.size()) + columns - 1) / columns * m_rowPx;
}

void LostLegend::resizeEvent(QResizeEvent*)
{
    layOut();
}

LostRow::Widths LostLegend::widthsOf(int column, int columns) const
{
    LostRow::Widths widths;
    for (std::size_t i = std::size_t(column); i < m_rows.size(); i += std::size_t(columns))
        widths = m_rows[i]->widths(widths);
    return widths;
}

int LostLegend::neededIn(int columns) const
{
    int needed = (columns - 1) * kColumnGapPx;
    for (int column = 0; column < std::min(columns, int(m_rows.size())); ++column)
        needed += m_rows[std::size_t(column)]->widthWith(widthsOf(column, columns));
    return needed;
}

int LostLegend::columnsIn(int widthPx) const
{
    int columns = kMostColumns;
    while (columns > 1 && neededIn(columns) > widthPx)
        --columns;
    return columns;
}

// Each column has what it needs, and its share of what is left.
void LostLegend::layOut()
{
    const int columns = columnsIn(width());
    const int sparePx = std::max(0, width() - neededIn(columns)) / columns;
    int left = 0;
    for (int column = 0; column < std::min(columns, int(m_rows.size())); ++column) {
        const LostRow::Widths widths = widthsOf(column, columns);
        const int columnPx = m_rows[std::size_t(column)]->widthWith(widths) + sparePx;
        for (int i = column; i < int(m_rows.size()); i += columns) {
            m_rows[std::size_t(i)]->setWidths(widths);
            m_rows[std::size_t(i)]->setGeometry(left, i / columns * m_rowPx, columnPx, m_rowPx);
        }
        left += columnPx + kColumnGapPx;
    }
}
