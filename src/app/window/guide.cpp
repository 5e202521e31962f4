#include "app/window/guide.h"

#include "app/dialogs/guidewindow.h"

#include <QTabWidget>

#include <algorithm>

Guide::Guide(const std::vector<Topic>& topics, const Theme& theme, QWidget* window)
    : QObject(window), m_topics(topics), m_window(window), m_theme(&theme)
{
}

void Guide::open()
{
    if (!m_guide)
        m_guide = new GuideWindow(*m_theme, m_window);
    if (const QString page = pageInFocus(); !page.isEmpty())
        m_guide->showPage(page);
    m_guide->show();
    m_guide->raise();
    m_guide->activateWindow();
}

void Guide::setTheme(const Theme& theme)
{
    m_theme = &theme;
    if (m_guide)
        m_guide->setTheme(theme);
}

QString Guide::pageInFocus() const
{
    const QWidget* focus = m_window->focusWidget();
    // The tabs of a panel stand for what they show.
    if (const auto* tabs = qobject_cast<QTabWidget*>(focus ? focus->parentWidget() : nullptr))
        focus = tabs->currentWidget();
    const auto topic = std::ranges::find_if(m_topics, [focus](const Topic& candidate) {
        return focus && (candidate.part == focus || candidate.part->isAncestorOf(focus));
    });
    return topic == m_topics.end() ? QString() : topic->page;
}
