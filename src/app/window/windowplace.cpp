#include "app/window/windowplace.h"

#include "app/controls/framefit.h"
#include "app/controls/textscale.h"
#include "session/settingsstore.h"

#include <QSplitter>

#include <algorithm>

namespace {

struct Widths
{
    int settings;
    int timings;
};

// What the panels beside the chart need, as far as that leaves the chart its least width, or each
// of them takes little more than a third.
Widths widthsOf(const QWidget& settings, const QWidget& timings, int windowPx)
{
    const int third = windowPx * 36 / 100;
    const int beside = windowPx - TextScale::px(250);
    const int first = std::min(settings.sizeHint().width(), std::max(third, beside / 2));
    return {first, std::min(timings.sizeHint().width(), std::max(third, beside - first))};
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
    const auto [settings, timings] = widthsOf(*outer->widget(0), *chart->widget(1), width);
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
    const int width = outer->width();
    const auto [settings, timings] = widthsOf(*outer->widget(0), *chart->widget(1), width);
    outer->setSizes({settings, width - settings});
    chart->setSizes({width - settings - timings, timings});
}

void WindowPlace::save()
{
    SettingsStore::setWindowState(
        {m_window->normalGeometry(),
         m_window->isMaximized(),
         {m_splitters.outer->sizes(), m_splitters.inner->sizes(), m_splitters.chart->sizes()}});
}
