#include "app/insight/lostbar.h"

#include "app/controls/foldedtext.h"
#include "app/controls/textscale.h"
#include "app/insight/lostcolors.h"
#include "gantt/paint/theme.h"
#include "text/losttext.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace {

constexpr int kHeightPx = 40; // for texts of usual size
constexpr int kBetweenPartsPx = 2;
constexpr int kLeastPx = 3; // what is small is seen, too
constexpr int kRadiusPx = 3;
constexpr int kTextInsetPx = 8;

QFont boldened(QFont font)
{
    font.setBold(true);
    return font;
}

} // namespace

LostBarPart::LostBarPart(LostPart part, const LostTime& lost, const Theme& theme, QWidget* parent)
    : QAbstractButton(parent)
    , m_part(part)
    , m_share(QStringLiteral("%1 %").arg(qRound(lost.shareOf(part) * 100)))
    , m_color(lostColor(part, theme))
    , m_frame(theme.text)
    , m_ground(theme.window)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setFont(boldened(font()));
    setToolTip(foldedText(tr("%1: %2, %3\n%4")
                              .arg(lostPartText(part), workerTimeText(lost.of(part)),
                                   lostShareText(lost.shareOf(part)), lostPartMeaning(part))));
    setAccessibleName(tr("Show %1: %2, %3")
                          .arg(lostPartText(part), workerTimeText(lost.of(part)),
                               lostShareText(lost.shareOf(part))));
    setAccessibleDescription(lostPartMeaning(part));
}

void LostBarPart::setMarked(bool marked)
{
    m_marked = marked;
    update();
}

QSize LostBarPart::sizeHint() const
{
    return {kLeastPx, TextScale::px(kHeightPx)};
}

void LostBarPart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = std::min<double>(kRadiusPx, width() / 2.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_color);
    painter.drawRoundedRect(rect(), radius, radius);
    if (m_marked || hasFocus())
        paintMark(painter, radius);
    if (fontMetrics().horizontalAdvance(m_share) + 2 * kTextInsetPx > width())
        return;
    painter.setPen(textOn(m_color));
    painter.drawText(rect().adjusted(kTextInsetPx, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     m_share);
}

// Of the two tones one is seen on any colour.
void LostBarPart::paintMark(QPainter& painter, double radius) const
{
    constexpr double kPenPx = 2;
    if (width() < 6 * kPenPx) { // there is no room for frames
        painter.fillRect(0, 0, width(), height() / 2, m_frame);
        painter.fillRect(0, height() / 2, width(), height() - height() / 2, m_ground);
        return;
    }
    painter.setBrush(Qt::NoBrush);
    for (const auto& [tone, insetPx] :
         {std::pair(m_frame, kPenPx / 2), std::pair(m_ground, 1.5 * kPenPx)}) {
        painter.setPen(QPen(tone, kPenPx));
        painter.drawRoundedRect(QRectF(rect()).adjusted(insetPx, insetPx, -insetPx, -insetPx),
                                radius, radius);
    }
}

void LostBarPart::enterEvent(QEnterEvent*)
{
    Q_EMIT pointed(true);
}

void LostBarPart::leaveEvent(QEvent*)
{
    Q_EMIT pointed(false);
}

void LostBarPart::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

LostBar::LostBar(QWidget* parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LostBar::showParts(const LostTime& lost, const Theme& theme)
{
    qDeleteAll(m_parts);
    m_parts.clear();
    m_shares.clear();
    for (std::size_t i = 0; i < kLostParts; ++i) {
        const auto part = LostPart(i);
        if (lost.of(part) <= 0)
            continue;
        auto* shown = new LostBarPart(part, lost, theme, this);
        connect(shown, &LostBarPart::pointed, this, [this, part](bool at) {
            Q_EMIT pointedAt(at ? std::optional(part) : std::nullopt);
        });
        connect(shown, &LostBarPart::clicked, this, [this, part] { Q_EMIT chosen(part); });
        m_parts.push_back(shown);
        m_shares.push_back(lost.shareOf(part));
        shown->show();
    }
    layOut();
}

void LostBar::setMarked(std::optional<LostPart> part)
{
    for (LostBarPart* shown : m_parts)
        shown->setMarked(shown->part() == part);
}

QSize LostBar::sizeHint() const
{
    return {400, TextScale::px(kHeightPx)};
}

QSize LostBar::minimumSizeHint() const
{
    return {int(kLostParts) * (kLeastPx + kBetweenPartsPx), TextScale::px(kHeightPx)};
}

void LostBar::resizeEvent(QResizeEvent*)
{
    layOut();
}

// Each part has its least width, and its share of what is left.
void LostBar::layOut()
{
    const auto count = int(m_parts.size());
    const double leftPx = std::max(0, width() - count * kLeastPx - (count - 1) * kBetweenPartsPx);
    double share = 0;
    const auto edge = [&](int index) {
        return index * (kLeastPx + kBetweenPartsPx) + qRound(share * leftPx);
    };
    for (int i = 0; i < count; ++i) {
        const int from = edge(i);
        share += m_shares[std::size_t(i)];
        m_parts[std::size_t(i)]->setGeometry(from, 0, edge(i + 1) - kBetweenPartsPx - from,
                                             height());
    }
}
