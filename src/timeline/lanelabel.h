// What a lane is called, and where its worker runs.
#pragma once

#include <QString>

#include <utility>

struct LaneLabel
{
    LaneLabel(QString of, QString on = {}) // NOLINT: most lanes have no more than a name
        : name(std::move(of)), host(std::move(on))
    {
    }

    QString name;
    QString host; // empty where nobody knows, and for workers of this process

    bool operator==(const LaneLabel&) const = default;
};
