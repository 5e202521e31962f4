// What line, dots and dashes of the curve of times over workers mean.
#pragma once

#include "insight/sizing.h"

#include <QWidget>

#include <vector>

struct Theme;

class SizingLegend : public QWidget
{
    Q_OBJECT

public:
    explicit SizingLegend(QWidget* parent = nullptr);

    void setTheme(const Theme& theme);
    void showCurve(const SizingCurve& curve, bool withFit);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    enum class Sign { Dot, Line, Band, Dashes, Dots };
    struct Row
    {
        Sign sign;
        QString text;
    };

    std::vector<Row> m_rows;
    const Theme* m_theme;
};
