#include "app/insight/findingspanel.h"

#include "app/controls/columnscrollarea.h"
#include "app/insight/findingbuttons.h"
#include "text/findingtext.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace {

// What saves time stands out from what is only worth knowing.
QString toneOf(const Finding& finding)
{
    return finding.gainNs > 0 ? QStringLiteral("gain") : QStringLiteral("note");
}

} // namespace

FindingsPanel::FindingsPanel(QWidget* parent)
    : QWidget(parent)
    , m_content(new QWidget)
    , m_column(new QVBoxLayout(m_content))
    , m_hint(new QLabel(m_content))
{
    m_column->setContentsMargins(12, 12, 12, 12);
    m_column->setSpacing(10);
    m_hint->setWordWrap(true);
    m_hint->setProperty("role", QStringLiteral("muted"));
    m_column->addWidget(m_hint);
    m_column->addStretch(1);
    auto* scroll = new ColumnScrollArea(this);
    scroll->setWidget(m_content);
    scroll->setAccessibleName(tr("Findings"));
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    setAccessibleName(tr("What holds it back"));
}

void FindingsPanel::showInsight(std::shared_ptr<const Insight> insight)
{
    clear();
    m_insight = std::move(insight);
    for (const Finding& finding : m_insight->findings.findings) {
        QWidget* card = cardOf(finding);
        m_column->insertWidget(int(m_cards.size()), card);
        m_cards.push_back(card);
    }
    const QString hint = findingsHint(m_insight->findings);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
}

void FindingsPanel::showHint(const QString& text)
{
    clear();
    m_insight.reset();
    m_hint->setText(text);
    m_hint->show();
}

void FindingsPanel::clear()
{
    for (QWidget* card : m_cards)
        card->deleteLater();
    for (QWidget* card : m_cards)
        card->hide();
    m_cards.clear();
}

QWidget* FindingsPanel::cardOf(const Finding& finding)
{
    const FindingText text = findingText(finding, m_insight->model);
    auto* card = new QFrame(m_content);
    card->setProperty("role", QStringLiteral("finding"));
    card->setProperty("tone", toneOf(finding));
    card->setAccessibleName(text.title);
    auto* title = new QLabel(text.title, card);
    title->setWordWrap(true);
    title->setProperty("role", QStringLiteral("value"));
    auto* sentence = new QLabel(text.sentence, card);
    sentence->setWordWrap(true);
    sentence->setProperty("role", QStringLiteral("muted"));
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(12, 10, 8, 10);
    column->setSpacing(6);
    column->addWidget(title);
    column->addWidget(sentence);
    QPushButton* tryIt = nullptr;
    if (finding.tryWhat != TryWhat::Nothing) {
        tryIt = new QPushButton(text.change);
        tryIt->setProperty("role", QStringLiteral("try"));
        tryIt->setAutoDefault(true); // Enter presses it, too
        tryIt->setToolTip(finding.tryWhat == TryWhat::WhatIf
                              ? tr("Look at it in the chart, below the pool")
                              : tr("Run the same jobs again"));
        connect(tryIt, &QPushButton::clicked, this, [this, finding] { Q_EMIT tryWanted(finding); });
    }
    QPushButton* show = nullptr;
    if (!finding.evidence.empty()) {
        show = new QPushButton(tr("Show ▸"));
        show->setProperty("role", QStringLiteral("link"));
        show->setAutoDefault(true);
        show->setToolTip(tr("Mark this in the chart and zoom to the longest stretch of it"));
        show->setAccessibleName(tr("Show in the chart: %1").arg(text.title));
        connect(show, &QPushButton::clicked, this, [this, finding] { Q_EMIT showWanted(finding); });
    }
    if (tryIt || show)
        column->addWidget(new FindingButtons(tryIt, show, card));
    return card;
}
