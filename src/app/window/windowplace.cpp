#include "app/window/windowplace.h"

#include "app/dialogs/framefit.h"
#include "session/settingsstore.h"

#include <QSplitter>

#include <algorithm>

WindowPlace::WindowPlace(QWidget* window, const Splitters& splitters)
    : m_window(window), m_splitters(splitters)
{
}

void WindowPlace::restore()
{
    const SettingsStore::WindowState state = SettingsStore::windowState();
    const auto& [outer, inner, chart] = m_splitters;
    // Settings and timings are as wide as what is in them. A window that grows gives its width to
    // the chart; one that is smaller than all sizes together would take it from all of them.
    const int settings = outer->widget(0)->sizeHint().width();
    const int timings = chart->widget(1)->sizeHint().width();
    const int beside = m_window->width() - settings;
    outer->setStretchFactor(1, 1);
    outer->setSizes({settings, beside});
    inner->setSizes({570, 240});
    chart->setStretchFactor(0, 1);
    chart->setSizes({std::max(0, beside - timings), timings});
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

void WindowPlace::save()
{
    SettingsStore::setWindowState(
        {m_window->normalGeometry(),
         m_window->isMaximized(),
         {m_splitters.outer->sizes(), m_splitters.inner->sizes(), m_splitters.chart->sizes()}});
}
