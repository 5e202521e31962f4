// What the strips under the chart show, for who reads it: a list of steps in time with their
// values.
#pragma once

#include "gantt/view/chartpartaccessible.h"

struct StripValues;

// The part of the time that is in view, in kSteps equal steps as far as it is past.
class StripsAccessible : public ChartPartAccessible
{
public:
    static constexpr int kSteps = 20;

    explicit StripsAccessible(ChartAccessible& chart);

    bool isValid() const override;
    QRect rect() const override;
    int childCount() const override;

protected:
    QString name() const override;
};

// A step of them: the same columns that are painted.
class StripAccessible : public ChartPartAccessible
{
public:
    StripAccessible(ChartAccessible& chart, int step);

    bool isValid() const override;
    QRect rect() const override;

protected:
    // "from 1.000 s to 1.250 s: 2.5 workers busy, up to 3 jobs waiting".
    QString name() const override;
};
