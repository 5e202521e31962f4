// A bar of the chart for who reads it: an attempt at a job, in words.
#pragma once

#include "gantt/model/charthit.h"
#include "gantt/view/chartpartaccessible.h"

#include <QAccessibleActionInterface>

// It can be selected, as by a click.
class BarAccessible : public ChartPartAccessible, public QAccessibleActionInterface
{
public:
    BarAccessible(ChartAccessible& chart, int row, int bar) : ChartPartAccessible(chart, {row, bar})
    {
    }

    bool isValid() const override { return span().has_value(); }
    QRect rect() const override;
    QAccessible::State state() const override;
    void* interface_cast(QAccessible::InterfaceType type) override;

    QStringList actionNames() const override;
    void doAction(const QString& name) override;
    QStringList keyBindingsForAction(const QString& name) const override;

protected:
    QString name() const override;
    // All that the tool tip says.
    QString description() const override;

private:
    std::optional<SpanRef> span() const;
};
