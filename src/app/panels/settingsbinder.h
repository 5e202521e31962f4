// Binds controls to parts of the settings.
#pragma once

#include "app/panels/controlvalue.h"
#include "plan/settings/settingfields.h"

#include <QLocale>
#include <QObject>
#include <QSignalBlocker>

#include <functional>
#include <initializer_list>
#include <vector>

// What the user has done to the settings.
using SettingsEdit = std::function<void(RunSettings&)>;

// Holds no settings: it shows those that it is given, and tells of each edit. Showing changes no
// settings and tells of no edit. Lives on the main thread; the controls live as long as it does.
class SettingsBinder : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // `read` gives what the control shows, `write` puts into settings what the user has chosen.
    template <typename Control, typename Read, typename Write>
    void bind(Control* control, Read read, Write write)
    {
        connect(control, ControlValue::changeOf<Control>(), this, [this, control, write] {
            Q_EMIT edited([write, value = ControlValue::of(control)](RunSettings& settings) {
                write(settings, value);
            });
        });
        whenShown([control, read](const RunSettings& settings) {
            const auto value = read(settings);
            const QSignalBlocker blocker(control);
            // Setting a box anew while it is typed into would move the cursor.
            if (ControlValue::of(control) != value)
                ControlValue::set(control, value);
        });
    }

    // A control that holds just what the settings hold: `part` gives a reference to that part of
    // the settings that it is given.
    template <typename Control, typename Part>
    void bindPart(Control* control, Part part)
    {
        bind(
            control, [part](const RunSettings& settings) { return part(settings); },
            [part](RunSettings& settings, const auto& value) { part(settings) = value; });
    }

    // A part from 0 to 1 in a control from 0 to 100.
    template <typename Part>
    void bindPercent(QSpinBox* box, Part part)
    {
        bind(
            box, [part](const RunSettings& settings) { return qRound(part(settings) * 100); },
            [part](RunSettings& settings, int percent) { part(settings) = percent / 100.0; });
    }
    template <typename Part>
    void bindPercent(QDoubleSpinBox* box, Part part)
    {
        bind(
            box, [part](const RunSettings& settings) { return part(settings) * 100; },
            [part](RunSettings& settings, double percent) { part(settings) = percent / 100; });
    }

    // An enumeration whose values are the box's items, in their order.
    template <typename Part>
    void bindChoice(QComboBox* box, Part part)
    {
        bind(
            box, [part](const RunSettings& settings) { return int(part(settings)); },
            [part](RunSettings& settings, int index) {
                auto& choice = part(settings);
                choice = std::remove_reference_t<decltype(choice)>(index);
            });
    }

    // A number in a box, with the limits of its field.
    template <typename Read, typename Write>
    void bindNumber(const char* field, QSpinBox* box, Read read, Write write)
    {
        const SettingLimits& limits = settingField(field)->value.limits;
        box->setRange(limits.least, limits.most);
        bind(box, read, write);
    }
    // The same with a slider beside it.
    template <typename Read, typename Write>
    void bindNumber(const char* field, ScaleSlider* slider, QSpinBox* box, Read read, Write write)
    {
        const SettingLimits& limits = settingField(field)->value.limits;
        slider->setScale(ValueScale(limits.least, limits.most, 1));
        bind(
            slider, [read](const RunSettings& settings) { return qint64{read(settings)}; },
            [write](RunSettings& settings, qint64 value) { write(settings, int(value)); });
        bindNumber(field, box, read, write);
    }

    // Widgets that are there only where the jobs need that field, or where `holds` says so.
    void showWhereNeeded(const char* field, std::initializer_list<QWidget*> widgets);
    void showWhere(std::function<bool(const RunSettings&)> holds,
                   std::initializer_list<QWidget*> widgets);
    void enableWhere(std::function<bool(const RunSettings&)> holds,
                     std::initializer_list<QWidget*> widgets);

    // Something else to be done whenever settings are shown.
    void whenShown(std::function<void(const RunSettings&)> show);

    void show(const RunSettings& settings) const;

Q_SIGNALS:
    void edited(const SettingsEdit& edit);

private:
    std::vector<std::function<void(const RunSettings&)>> m_shown;
};
