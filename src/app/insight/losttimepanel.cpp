#include "app/insight/losttimepanel.h"

#include "app/controls/textscale.h"
#include "app/insight/lostbar.h"
#include "app/insight/lostlegend.h"
#include "gantt/paint/theme.h"
#include "text/losttext.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

LostTimePanel::LostTimePanel(QWidget* parent)
    : QWidget(parent)
    , m_theme(&Theme::light())
    , m_hint(new QLabel(this))
    , m_content(new QWidget(this))
    , m_bar(new LostBar(m_content))
    , m_scroll(new QScrollArea(m_content))
    , m_legend(new LostLegend)
    , m_total(new QLabel(m_content))
    , m_column(new QVBoxLayout(m_content))
{
    m_hint->setObjectName(QStringLiteral("hint"));
    m_hint->setProperty("role", QStringLiteral("muted"));
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_total->setObjectName(QStringLiteral("total"));
    m_total->setProperty("role", QStringLiteral("muted"));
    m_total->setWordWrap(true);
    m_total->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bar->setAccessibleName(tr("Where the workers' time went"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_legend);
    m_scroll->setMinimumSize(160, 30);
    m_scroll->installEventFilter(this);

    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(LostRow::kInsetPx, 0, LostRow::kInsetPx, 0);
    bar->addWidget(m_bar);
    m_total->setContentsMargins(LostRow::kInsetPx, 0, LostRow::kInsetPx, 0);
    m_column->addLayout(bar);
    m_column->addWidget(m_scroll, 1);
    m_column->addWidget(m_total);
    m_column->addStretch();
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_hint, 1);
    whole->addWidget(m_content, 1);

    connect(m_bar, &LostBar::pointedAt, this, &LostTimePanel::point);
    connect(m_legend, &LostLegend::pointedAt, this, &LostTimePanel::point);
    const auto show = [this](LostPart part) {
        Q_EMIT showWanted({part});
    };
    connect(m_bar, &LostBar::chosen, this, show);
    connect(m_legend, &LostLegend::chosen, this, show);
    fitHeight();
    showLostTime(nullptr);
}

void LostTimePanel::setTheme(const Theme& theme)
{
    m_theme = &theme;
    fitHeight();
    if (m_lost)
        showParts();
}

void LostTimePanel::showLostTime(const LostTime* lost)
{
    if (!lost) {
        showHint(tr("Run, or open a run, to see where its time goes."));
        return;
    }
    m_lost = *lost;
    showParts();
    m_hint->hide();
    m_content->show();
}

void LostTimePanel::showHint(const QString& text)
{
    m_lost.reset();
    point(std::nullopt);
    m_hint->setText(text);
    m_content->hide();
    m_hint->show();
}

void LostTimePanel::showParts()
{
    point(std::nullopt); // what the mouse is at is made anew
    m_bar->showParts(*m_lost, *m_theme);
    m_legend->showParts(*m_lost, *m_theme);
    m_total->setText(lostTotalText(*m_lost));
    fitHeight();
    fitLegend();
}

// What is below the legend follows it, unless it has to scroll.
void LostTimePanel::fitLegend()
{
    m_scroll->setMaximumHeight(m_legend->heightForWidth(m_scroll->width()));
}

// In a low panel the legend needs the height more than the bar.
void LostTimePanel::fitHeight()
{
    constexpr int kLowPx = 160;
    const bool low = height() < TextScale::px(kLowPx);
    m_bar->setFixedHeight(low ? TextScale::px(24) : m_bar->sizeHint().height());
    m_column->setContentsMargins(14, low ? 8 : 14, 14, low ? 4 : 8);
    m_column->setSpacing(low ? 4 : 8);
    // With large texts it may have room for no more than a line of the total.
    const QMargins margins = m_column->contentsMargins();
    m_total->setWordWrap(true);
    const int needed = margins.top() + m_bar->minimumHeight() + m_scroll->minimumHeight() +
                       m_total->heightForWidth(width() - margins.left() - margins.right()) +
                       2 * m_column->spacing() + margins.bottom();
    const bool cramped = height() < needed;
    m_total->setWordWrap(!cramped);
    QSizePolicy policy = m_total->sizePolicy();
    policy.setHorizontalPolicy(cramped ? QSizePolicy::Ignored : QSizePolicy::Preferred);
    m_total->setSizePolicy(policy);
    m_total->setToolTip(cramped ? m_total->text() : QString());
}

void LostTimePanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fitHeight();
}

bool LostTimePanel::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_scroll && event->type() == QEvent::Resize)
        fitLegend();
    return QWidget::eventFilter(watched, event);
}

void LostTimePanel::point(std::optional<LostPart> part)
{
    if (part == m_pointed)
        return;
    m_pointed = part;
    m_bar->setMarked(part);
    m_legend->setMarked(part);
    Q_EMIT pointedAt(part ? std::vector{*part} : std::vector<LostPart>());
}
