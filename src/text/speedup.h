// The speed-up in words: what the panel, the picture, the reports and the tables say of it.
#pragma once

#include <QString>

struct Timings;

struct SpeedUpText
{
    bool slower;      // the pool was slower
    QString caption;  // "Speed-up", or "Slower by" where the pool was
    QString ratio;    // "2.50×"; of one that is slower, how much; "–" where there is none yet
    QString possible; // "of 2.50× possible"; empty where that is not known
    QString note;     // what is compared, or what it waits for
};
SpeedUpText speedUpText(const Timings& timings);

// The same in one cell, under a title "Speed-up": "2.50×", "slower by 1.28×", "–".
QString speedUpCell(const Timings& timings);

// The same as the value of a row: "2.50× of 2.50× possible · without the pauses".
QString speedUpRow(const Timings& timings);

// A ratio as it is shown: "2.50×".
QString ratioText(double ratio);
