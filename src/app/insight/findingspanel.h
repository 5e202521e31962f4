// What holds a run back: a card for each finding.
#pragma once

#include "insight/insight.h"

#include <QWidget>

#include <memory>
#include <vector>

class QLabel;
class QVBoxLayout;

class FindingsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit FindingsPanel(QWidget* parent = nullptr);

    // Shows what there is to say of a run.
    void showInsight(std::shared_ptr<const Insight> insight);
    // Shows a sentence in place of findings.
    void showHint(const QString& text);

Q_SIGNALS:
    // Its evidence is to be shown in the chart.
    void showWanted(const Finding& finding);
    // Its change is to be tried.
    void tryWanted(const Finding& finding);

private:
    void clear();
    QWidget* cardOf(const Finding& finding);

    std::shared_ptr<const Insight> m_insight;
    QWidget* m_content;
    QVBoxLayout* m_column;
    QLabel* m_hint;
    std::vector<QWidget*> m_cards;
};
