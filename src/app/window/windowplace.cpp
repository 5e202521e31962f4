#include "app/window/windowplace.h"

#include "app/dialogs/framefit.h"
#include "session/settingsstore.h"

#include <QSplitter>

#include <algorithm>

namespace {

// What a panel beside the chart needs, as far as that leaves most of the window to others.
int panelWidth(const QWidget& panel, int windowPx)
{
    return std::min(panel.sizeHint().width(), windowPx * 36 / 100);
}

} // namespace

WindowPlace::WindowPlace(QWidget* window, const Splitters& splitters)
    : m_window(window), m_splitters(splitters)
{
}

void WindowPlace::restore()
{
    const SettingsStore::WindowState state = SettingsStore::windowState();
    const auto& [outer, inner, chart] = m_splitters;
    // What grows gives its width to the chart; what is smaller than all sizes together would take
    // it from all of them.
    const int width = std::min(m_window->width(), FrameFit::roomFor(*m_window).width());
    const int settings = panelWidth(*outer->widget(0), width);
    const int timings = panelWidth(*chart->widget(1), width);
    outer->setStretchFactor(1, 1);
    outer->setSizes({settings, width - settings});
    inner->setSizes({570, 240});
    chart->setStretchFactor(0, 1);
    chart->setSizes({width - settings - timings, timings});
    if (!state.place.isEmpty())
        m_window->setGeometry(state.place);
    new FrameFit(m_window);
    if (state.maximized)
        m_window->setWindowState(Qt::WindowMaximized);
    const QList<QSplitter*> splitters{outer, inner, chart};
    for (qsizetype i = 0; i < splitters.size() && i < state.splitters.size(); ++i) {
        if (state.splitters[i].size() == splitters[i]->count())
            splitters[i]->setSizes(state.splitters[i]);
    }
}

void WindowPlace::fitPanels()
{
    const auto& [outer, inner, chart] = m_splitters;
    const int settings = panelWidth(*outer->widget(0), outer->width());
    const int timings = panelWidth(*chart->widget(1), outer->width());
    outer->setSizes({settings, outer->width() - settings});
    chart->setSizes({outer->width() - settings - timings, timings});
}

void WindowPlace::save()
{
    SettingsStore::setWindowState(
        {m_window->normalGeometry(),
         m_window->isMaximized(),
         {m_splitters.outer->sizes(), m_splitters.inner->sizes(), m_splitters.chart->sizes()}});
}
