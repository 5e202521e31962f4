#include "app/panels/settingsbinder.h"

#include <utility>

void SettingsBinder::showWhereNeeded(const char* field, std::initializer_list<QWidget*> widgets)
{
    showWhere(settingField(field)->isNeeded, widgets);
}

void SettingsBinder::showWhere(std::function<bool(const RunSettings&)> holds,
                               std::initializer_list<QWidget*> widgets)
{
    whenShown([holds = std::move(holds), all = std::vector(widgets)](const RunSettings& settings) {
        for (QWidget* widget : all)
            widget->setVisible(holds(settings));
    });
}

void SettingsBinder::enableWhere(std::function<bool(const RunSettings&)> holds,
                                 std::initializer_list<QWidget*> widgets)
{
    whenShown([holds = std::move(holds), all = std::vector(widgets)](const RunSettings& settings) {
        for (QWidget* widget : all)
            widget->setEnabled(holds(settings));
    });
}

void SettingsBinder::whenShown(std::function<void(const RunSettings&)> show)
{
    m_shown.push_back(std::move(show));
}

void SettingsBinder::show(const RunSettings& settings) const
{
    for (const auto& show : m_shown)
        show(settings);
}
