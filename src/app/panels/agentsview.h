// The agents that are at a broker just now.
#pragma once

#include <QListWidget>

struct AgentsThere;

// As high as for some of them; the rest is reached by scrolling, so that nothing below moves when
// agents come and go.
class AgentsView : public QListWidget
{
    Q_OBJECT

public:
    explicit AgentsView(QWidget* parent = nullptr);

    // Two lines each; all that is known of one is its tool tip. Texts of others are made visible.
    void show(const AgentsThere& agents);
    using QWidget::show;
    // What stands there as long as there is none.
    void setHint(const QString& hint);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_hint;
};

// How many agents and workers there are, or why nobody knows, in a sentence.
QString summaryOf(const AgentsThere& agents);
