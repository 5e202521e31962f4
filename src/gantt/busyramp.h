// How busy columns look: from a worker that is idle to one that is busy all the time.
#pragma once

#include "gantt/lanepicture.h"

#include <qrgb.h>

#include <array>
#include <vector>

class QPainter;
class QRectF;
struct Theme;

class BusyRamp
{
public:
    explicit BusyRamp(const Theme& theme);

    // Paints the columns, which are `columnPx` wide and counted from `leftPx`, as high as `place`.
    void paint(QPainter& painter, const QRectF& place, const std::vector<BusyColumn>& columns,
               double leftPx, double columnPx) const;

private:
    static constexpr std::size_t kSteps = 256;
    std::array<QRgb, kSteps> m_colors;
};
