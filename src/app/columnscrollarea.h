// A scroll area for one column of content: it scrolls down, and is never narrower than the column.
#pragma once

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>

class ColumnScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit ColumnScrollArea(QWidget* parent = nullptr) : QScrollArea(parent)
    {
        setFrameShape(QFrame::NoFrame);
        setWidgetResizable(true);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    }

    QSize minimumSizeHint() const override
    {
        const int column = widget() ? widget()->minimumSizeHint().width() : 0;
        return {column + verticalScrollBar()->sizeHint().width(), 80};
    }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        // The column has come to need another width, as its style or texts have changed.
        if (watched == widget() && event->type() == QEvent::LayoutRequest)
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};
