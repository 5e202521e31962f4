#include "app/actions/languagemenu.h"

#include "app/controls/apptr.h"
#include "base/language.h"
#include "session/settingsstore.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

LanguageMenu::LanguageMenu(QMenu& menu, QObject* parent) : QObject(parent)
{
    auto* group = new QActionGroup(this);
    const auto add = [&](const QString& text, const QString& code) {
        QAction* action = menu.addAction(text);
        group->addAction(action);
        action->setCheckable(true);
        action->setChecked(code == SettingsStore::languageChoice());
        connect(action, &QAction::triggered, this, [this, code] { choose(code); });
    };
    add(AppTr::tr("Follow the &System"), {});
    menu.addSeparator();
    for (const Language::Choice& choice : Language::all())
        add(choice.name, choice.code);
}

void LanguageMenu::choose(const QString& code)
{
    SettingsStore::setLanguageChoice(code);
    const QString next = SettingsStore::language();
    Q_EMIT told(next == Language::inUse()
                    ? AppTr::tr("The language stays as it is")
                    : AppTr::tr("The language changes when Poolscope is started again"));
}
