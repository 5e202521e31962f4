#include "app/insight/findingbuttons.h"

#include <QPushButton>

#include <algorithm>

namespace {

constexpr int kBesidePx = 4;
constexpr int kBetweenPx = 2;

QSize sizeOf(QPushButton* button)
{
    if (!button)
        return {0, 0};
    button->ensurePolished();
    return button->sizeHint();
}

} // namespace

FindingButtons::FindingButtons(QPushButton* tryIt, QPushButton* show, QWidget* parent)
    : QWidget(parent), m_try(tryIt), m_show(show)
{
    for (QPushButton* button : {m_try, m_show}) {
        if (button)
            button->setParent(this);
    }
    if (m_try && m_show)
        setTabOrder(m_try, m_show);
}

QSize FindingButtons::sizeHint() const
{
    const QSize first = sizeOf(m_try);
    const QSize second = sizeOf(m_show);
    return {first.width() + kBesidePx + second.width(), std::max(first.height(), second.height())};
}

QSize FindingButtons::minimumSizeHint() const
{
    const int width = std::max(sizeOf(m_try).width(), sizeOf(m_show).width());
    return {width, sizeHint().height()};
}

int FindingButtons::heightForWidth(int widthPx) const
{
    return isFolded(widthPx) ? sizeOf(m_try).height() + kBetweenPx + sizeOf(m_show).height()
                             : sizeHint().height();
}

bool FindingButtons::isFolded(int widthPx) const
{
    return m_try && m_show && sizeHint().width() > widthPx;
}

void FindingButtons::resizeEvent(QResizeEvent*)
{
    const int rowPx = sizeHint().height();
    if (m_try) {
        const QSize size = sizeOf(m_try);
        const int top = isFolded(width()) ? 0 : (rowPx - size.height()) / 2;
        m_try->setGeometry(QRect(QPoint(0, top), size));
    }
    if (m_show) {
        const QSize size = sizeOf(m_show);
        const int top =
            isFolded(width()) ? sizeOf(m_try).height() + kBetweenPx : (rowPx - size.height()) / 2;
        m_show->setGeometry(QRect(QPoint(width() - size.width(), top), size));
    }
}
