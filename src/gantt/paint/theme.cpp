#include "gantt/paint/theme.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace {

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

const Theme& Theme::light()
{
    static const Theme theme{false,
                             QColor(0xffffff), // window
                             QColor(0xf6f7f9), // chart
                             QColor(0xeef0f3), // band
                             QColor(0xf1f3f6), // field
                             QColor(0xd7dce4), // border
                             QColor(0xe3e6eb), // line
                             QColor(0x1b2129), // text
                             QColor(0x5c6673), // muted
                             QColor(0x808389), // busy
                             QColor(0x1d6ac8), // accent
                             QColor(0xffffff), // onAccent
                             QColor(0x137a57), // pool
                             QColor(0x9e5c00), // sequential
                             QColor(0xb3261e)};
    return theme;
}

const Theme& Theme::darkTheme()
{
    static const Theme theme{true,
                             QColor(0x23272e), // window
                             QColor(0x1b1e23), // chart
                             QColor(0x23262d), // band
                             QColor(0x2a2f37), // field
                             QColor(0x3b424d), // border
                             QColor(0x343a43), // line
                             QColor(0xe8ebef), // text
                             QColor(0x9aa4b1), // muted
                             QColor(0x9c9ea3), // busy
                             QColor(0x4c9be8), // accent
                             QColor(0x0b1420), // onAccent
                             QColor(0x3fb68b), // pool
                             QColor(0xe0a030), // sequential
                             QColor(0xf2857c)};
    return theme;
}

const Theme& Theme::highContrast()
{
    static const Theme theme{true,
                             QColor(Qt::black), // window
                             QColor(Qt::black), // chart
                             QColor(0x1c1c1c),  // band
                             QColor(0x141414),  // field
                             QColor(0xffffff),  // border
                             QColor(0x8c8c8c),  // line
                             QColor(0xffffff),  // text
                             QColor(0xb4b4b4),  // muted
                             QColor(0xbfc1c4),  // busy
                             QColor(0x7fe9ff),  // accent
                             QColor(Qt::black), // onAccent
                             QColor(0x4df0b0),  // pool
                             QColor(0xffc14d),  // sequential
                             QColor(0xff9d94)};
    return theme;
}

QColor jobColor(JobId job)
{
    return paletteColor(job.number);
}

QColor paletteColor(int number)
{
    static const std::array<QColor, 7> palette{QColor(0x56b4e9), QColor(0xe69f00), QColor(0x009e73),
                                               QColor(0xcc79a7), QColor(0x0072b2), QColor(0xd55e00),
                                               QColor(0xf0e442)};
    return palette[std::size_t(number - 1) % palette.size()];
}

QColor durationColor(double at, bool dark)
{
    static const std::array<QColor, 4> stops{QColor(0xffe08a), QColor(0x6fbf9b), QColor(0x2b7bb0),
                                             QColor(0x27306f)};
    const double place = (dark ? 1 - at : at) * (stops.size() - 1);
    const auto from = std::min(std::size_t(place), stops.size() - 2);
    return mixed(stops[from], stops[from + 1], place - double(from));
}

QColor mixed(const QColor& from, const QColor& to, double share)
{
    const auto channel = [share](double a, double b) {
        return float(a + (b - a) * share);
    };
    return QColor::fromRgbF(channel(from.redF(), to.redF()), channel(from.greenF(), to.greenF()),
                            channel(from.blueF(), to.blueF()));
}

double contrastRatio(const QColor& a, const QColor& b)
{
    const auto [darker, lighter] = std::minmax({luminance(a), luminance(b)});
    return (lighter + 0.05) / (darker + 0.05);
}

SelectionTones selectionTones(const Theme& theme)
{
    return {theme.text, theme.window};
}

QColor textOn(const QColor& background)
{
    static const QColor black(0x10151c);
    static const QColor white(0xffffff);
    // The luminance on which both have the same contrastRatio(): many bars a frame ask.
    static const double limit =
        std::sqrt((luminance(black) + 0.05) * (luminance(white) + 0.05)) - 0.05;
    return luminance(background) >= limit ? black : white;
}
