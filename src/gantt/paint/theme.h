// The colours of the program: light, dark, and of high contrast.
#pragma once

#include "base/ids.h"

#include <QColor>

struct Theme
{
    bool dark = false;
    QColor window; // panels, toolbar, menus
    QColor chart;  // behind the bars
    QColor band;   // a row of the chart
    QColor field;  // inputs, buttons, cards
    QColor border; // of fields
    QColor line;   // between panels, the grid
    QColor text;
    QColor muted;      // labels of lesser weight
    QColor busy;       // columns in which a worker is busy throughout; no job's colour
    QColor accent;     // the one: what can be pressed or dragged
    QColor onAccent;   // text on it
    QColor pool;       // what belongs to the pool's time
    QColor sequential; // what belongs to the sequential run's time
    QColor error;

    static const Theme& light();
    static const Theme& darkTheme();
    // Dark, with every text on every ground at 7 or more, and borders as clear as text.
    static const Theme& highContrast();
};

// The colour of a job's bar: one of seven that colour-blind people can distinguish. Source: Okabe
// and Ito, "Color Universal Design", 2008, https://jfly.uni-koeln.de/color/ (without black).
QColor jobColor(JobId job);
// The same palette for anything else that is numbered from 1.
QColor paletteColor(int number);

// The colour of a duration `at` 0 to 1 of the way from the shortest to the longest. Longer ones
// contrast more with the chart's background: lightness alone gives the order, without hues.
QColor durationColor(double at, bool dark);

// Black or white, whichever has the higher contrast on `background` (WCAG 2.1, relative luminance).
QColor textOn(const QColor& background);

// The opaque colour `share` of the way from one to another. What is drawn over a known background
// is mixed beforehand: transparent fills cost the painter many times as much.
QColor mixed(const QColor& from, const QColor& to, double share);

// The two lines around a selected bar: of any bar and any ground one of them is told apart at 3 or
// more, the outer one of every ground.
struct SelectionTones
{
    QColor outer;
    QColor inner; // over the edge of the bar
};
SelectionTones selectionTones(const Theme& theme);

// The contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.1, "contrast ratio".
double contrastRatio(const QColor& a, const QColor& b);
