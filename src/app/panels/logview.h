// The log in the article's words: a view of what was recorded. No line is kept.
#pragma once

#include "analysis/runlog.h"
#include "pool/runrole.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>
#include <vector>

class RunRecord;
struct Theme;

class LogView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit LogView(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);

    // Shows the log of a run, from its beginning.
    void showRun(std::shared_ptr<const RunRecord> record);
    // Takes in what has been recorded by now; stays at the end if it was there.
    void refresh();

    qint64 lineCount() const { return m_lineCount; }
    QString line(qint64 index) const;
    // In the viewport, or beyond it where it is scrolled out of sight.
    QRect placeOf(qint64 index) const;
    // The line nearest to a height in the viewport.
    qint64 lineAt(int y) const;
    // The selected lines, each with a line end; past a million the rest is counted in a last line.
    QString selectedText() const;

    // The first and the last one that are selected.
    std::optional<std::pair<qint64, qint64>> selectedLines() const;

    void selectAll();
    void copy() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    // One run's lines, and behind them its time once it has ended.
    struct Section
    {
        RunLog log;
        QString timeLine;
        RunRole role;

        qint64 lineCount() const { return qint64(log.count()) + (timeLine.isEmpty() ? 0 : 1); }
    };
    struct Line
    {
        QString text;
        bool isTiming;
    };

    std::vector<Line> lines(qint64 first, qint64 count) const;
    int lineHeight() const;
    int linesInSight() const;
    void updateScrollBar();
    void select(qint64 anchor, qint64 end);
    void extendSelection(int lines);

    const Theme* m_theme;
    std::shared_ptr<const RunRecord> m_record;
    std::vector<Section> m_sections;
    qint64 m_lineCount = 0;
    // Both ends of the selection, in lines; the end may stand before the anchor.
    std::optional<std::pair<qint64, qint64>> m_selection;
};
