#include "app/window/textsizeswitch.h"

#include "app/controls/textscale.h"
#include "app/window/themeswitch.h"
#include "session/settingsstore.h"

#include <QAction>
#include <QActionGroup>

#include <algorithm>

namespace {

qsizetype rememberedSize()
{
    const auto& sizes = SettingsStore::kTextPercents;
    return std::ranges::find(sizes, SettingsStore::textPercent()) - sizes.begin();
}

} // namespace

TextSizeSwitch::TextSizeSwitch(const Choices& choices, ThemeSwitch& theme, QObject* parent)
    : QObject(parent), m_choices(choices), m_theme(theme), m_size(rememberedSize())
{
    auto* group = new QActionGroup(this);
    for (qsizetype size = 0; size < m_choices.sizes.size(); ++size) {
        group->addAction(m_choices.sizes[size]);
        connect(m_choices.sizes[size], &QAction::triggered, this, [this, size] { choose(size); });
    }
    m_choices.larger->setShortcuts(
        {QKeySequence(Qt::ALT | Qt::Key_Plus), QKeySequence(Qt::ALT | Qt::Key_Equal)});
    connect(m_choices.larger, &QAction::triggered, this, [this] { choose(m_size + 1); });
    connect(m_choices.smaller, &QAction::triggered, this, [this] { choose(m_size - 1); });
    show(m_size);
}

void TextSizeSwitch::choose(qsizetype size)
{
    if (size == m_size)
        return;
    show(size);
    const int percent = SettingsStore::kTextPercents[std::size_t(size)];
    SettingsStore::setTextPercent(percent);
    TextScale::set(percent);
    m_theme.apply();
    Q_EMIT changed();
}

void TextSizeSwitch::show(qsizetype size)
{
    m_size = size;
    m_choices.sizes[size]->setChecked(true);
    m_choices.larger->setEnabled(size + 1 < m_choices.sizes.size());
    m_choices.smaller->setEnabled(size > 0);
}
