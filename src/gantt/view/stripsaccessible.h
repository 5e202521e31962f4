// A strip under the chart for who reads it: a table of moments with their values.
#pragma once

#include "gantt/view/chartpartaccessible.h"
#include "gantt/view/texttable.h"

struct StripValues;

// The part of the time that is in view, in kSteps equal steps as far as it is past: of each when it
// was, and how many jobs waited at most or workers were busy in the mean, as the strip is painted.
class StripAccessible : public ChartPartAccessible, public TextTable
{
public:
    static constexpr int kSteps = 20;
    enum class Of { WaitingJobs, BusyWorkers };

    StripAccessible(ChartAccessible& chart, Of of);

    bool isValid() const override;
    QRect rect() const override;
    QAccessible::Role role() const override { return QAccessible::Table; }
    int childCount() const override { return isValid() ? cellCount() : 0; }
    QAccessibleInterface* child(int index) const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    int rowCount() const override;
    int columnCount() const override { return 2; }
    QString titleOf(int column) const override;
    QString textOf(int row, int column) const override;
    QRect placeOf(int row) const override;
    const QAccessibleInterface* self() const override { return this; }

protected:
    QString name() const override;

private:
    QRectF area() const;

    const Of m_of;
};
