// Where the time of a run's workers went: one bar with its parts, and what they are.
#pragma once

#include "insight/losttime.h"

#include <QWidget>

#include <optional>
#include <vector>

class LostBar;
class LostLegend;
class QLabel;
class QScrollArea;
class QVBoxLayout;
struct Theme;

class LostTimePanel : public QWidget
{
    Q_OBJECT

public:
    explicit LostTimePanel(QWidget* parent = nullptr);

    // Once the program has this theme: texts are measured in its fonts.
    void setTheme(const Theme& theme);

    // Shows the parts of a run that is over; for nothing it shows that there is none yet.
    void showLostTime(const LostTime* lost);
    // Shows a sentence in place of the parts: why there are none, or when there will be.
    void showHint(const QString& text);

Q_SIGNALS:
    // What the mouse is at; empty once it has left.
    void pointedAt(const std::vector<LostPart>& parts);
    // These are to be shown in the chart.
    void showWanted(const std::vector<LostPart>& parts);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showParts();
    void fitLegend();
    void fitHeight();
    void point(std::optional<LostPart> part);

    const Theme* m_theme;
    std::optional<LostTime> m_lost; // that is shown
    std::optional<LostPart> m_pointed;
    QLabel* m_hint;
    QWidget* m_content;
    LostBar* m_bar;
    QScrollArea* m_scroll;
    LostLegend* m_legend;
    QLabel* m_total;
    QVBoxLayout* m_column;
};
