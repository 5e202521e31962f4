#include "gantt/model/viewport.h"

#include <algorithm>
#include <cmath>

namespace {

constexpr std::size_t kMaxHistory = 200;

} // namespace

void Viewport::reset(qint64 wholeEndNs, bool live)
{
    m_back.clear();
    m_forward.clear();
    m_gesture = Gesture::None;
    m_newestNs = 0;
    m_mode = Mode::FitAll;
    m_visible = {};
    grow(wholeEndNs, 0, live);
}

void Viewport::grow(qint64 wholeEndNs, qint64 newestNs, bool live)
{
    m_whole = {0, std::max(wholeEndNs, kMinLengthNs)};
    m_newestNs = newestNs;
    m_live = live;
    switch (m_mode) {
    case Mode::FitAll:
        setView({m_whole, Mode::FitAll});
        break;
    case Mode::Follow:
        // A run that is over has no newest time to follow.
        setView({followedRange(), live ? Mode::Follow : Mode::Free});
        break;
    case Mode::Free:
        setView({bounded(m_visible), Mode::Free});
        break;
    }
}

void Viewport::zoom(double factor, qint64 aroundNs)
{
    remember(Gesture::Zoom);
    const auto length = double(m_visible.lengthNs());
    const double least = double(kMinLengthNs);
    const double wanted = std::clamp(length * factor, least, double(m_whole.lengthNs()));
    const auto newLength = qint64(std::llround(wanted));
    if (m_live && m_mode != Mode::Free) {
        m_visible.endNs = m_visible.startNs + newLength;
        setView({followedRange(), Mode::Follow});
        return;
    }
    const double share = double(aroundNs - m_visible.startNs) / length;
    const qint64 start = aroundNs - qint64(std::llround(share * double(newLength)));
    const TimeRange range = bounded({start, start + newLength});
    setView({range, range == m_whole ? Mode::FitAll : Mode::Free});
}

void Viewport::pan(qint64 byNs)
{
    remember(Gesture::Pan);
    setView({bounded({m_visible.startNs + byNs, m_visible.endNs + byNs}), Mode::Free});
}

void Viewport::show(const TimeRange& range)
{
    remember(Gesture::None);
    setView({bounded(range), Mode::Free});
}

void Viewport::drag(const TimeRange& range)
{
    remember(Gesture::Drag);
    setView({bounded(range), Mode::Free});
}

void Viewport::fitAll()
{
    remember(Gesture::None);
    setView({m_whole, Mode::FitAll});
}

void Viewport::follow()
{
    if (!m_live)
        return;
    remember(Gesture::None);
    setView({followedRange(), Mode::Follow});
    Q_EMIT followed();
}

void Viewport::goBack()
{
    swapWith(m_back, m_forward);
}

void Viewport::goForward()
{
    swapWith(m_forward, m_back);
}

void Viewport::swapWith(std::vector<View>& from, std::vector<View>& to)
{
    if (from.empty())
        return;
    endGesture();
    to.push_back({m_visible, m_mode});
    View view = from.back();
    from.pop_back();
    if (view.mode == Mode::FitAll)
        view.range = m_whole;
    setView({bounded(view.range), view.mode});
}

TimeRange Viewport::bounded(const TimeRange& range) const
{
    const qint64 length = std::clamp(range.lengthNs(), kMinLengthNs, m_whole.lengthNs());
    const qint64 start = std::clamp(range.startNs, m_whole.startNs, m_whole.endNs - length);
    return {start, start + length};
}

// The newest time near the right edge, at the length that is in view.
TimeRange Viewport::followedRange() const
{
    const qint64 length = m_visible.lengthNs();
    const qint64 end = std::max(m_newestNs + length / 20, length);
    return bounded({end - length, end});
}

void Viewport::remember(Gesture gesture)
{
    if (gesture != Gesture::None && gesture == m_gesture)
        return;
    m_gesture = gesture;
    const View view{m_visible, m_mode};
    if (!m_back.empty() && m_back.back() == view)
        return;
    m_back.push_back(view);
    if (m_back.size() > kMaxHistory)
        m_back.erase(m_back.begin());
    m_forward.clear();
}

void Viewport::setView(const View& view)
{
    if (view == View{m_visible, m_mode})
        return;
    m_visible = view.range;
    m_mode = view.mode;
    Q_EMIT changed();
}
