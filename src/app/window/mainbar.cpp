#include "app/window/mainbar.h"

#include "app/actions/chartchoices.h"
#include "app/controls/appearance.h"
#include "app/controls/textscale.h"
#include "gantt/paint/theme.h"

#include <QAction>
#include <QToolBar>
#include <QToolButton>

namespace {

// With its keys.
void setTip(QAction* action, const QString& tip)
{
    action->setToolTip(
        MainBar::tr("%1 (%2)").arg(tip, action->shortcut().toString(QKeySequence::NativeText)));
}

} // namespace

MainBar::MainBar(QToolBar* bar, const Actions& actions)
    : QObject(bar)
    , m_bar(bar)
    , m_actions(actions)
    , m_pauseTip(actions.pause->toolTip())
    , m_choices(new ChartChoices(bar))
    , m_more(bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button")))
{
    for (QAction* action : {actions.run, actions.pause, actions.stop, actions.exporting})
        setTip(action, action->toolTip());
    m_more->setAccessibleName(tr("More"));
    m_more->setToolTip(tr("More"));
    auto* space = new QWidget(bar);
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->insertWidget(actions.exporting, m_choices);
    bar->insertWidget(actions.exporting, space);
    bar->widgetForAction(actions.run)->setObjectName(QStringLiteral("runButton"));
    for (auto* button : bar->findChildren<QToolButton*>()) // Qt's have none
        button->setFocusPolicy(Qt::TabFocus);
    fitTexts();
}

void MainBar::fitTexts()
{
    constexpr int kIconPx = 16;
    m_bar->setIconSize(QSize(TextScale::px(kIconPx), TextScale::px(kIconPx)));
    // As wide as its longer name, so that the others stay where they are.
    QWidget* pause = m_bar->widgetForAction(m_actions.pause);
    const QString name = m_actions.pause->iconText();
    m_actions.pause->setIconText(tr("Resume"));
    pause->ensurePolished();
    pause->setMinimumWidth(pause->sizeHint().width());
    m_actions.pause->setIconText(name);
    m_choices->measureAnew();
}

void MainBar::setTheme(const Theme& theme)
{
    // Its own arrow is not seen in each theme.
    m_more->setIcon(Appearance::icon(QStringLiteral("more"), theme.text, theme.muted));
}

void MainBar::setPaused(bool paused)
{
    m_actions.pause->setText(paused ? tr("R&esume") : tr("&Pause"));
    m_actions.pause->setIconText(paused ? tr("Resume") : tr("Pause"));
    setTip(m_actions.pause, paused ? tr("The run goes on") : m_pauseTip);
}
