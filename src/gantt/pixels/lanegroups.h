// Lanes that share a row.
#pragma once

#include <vector>

struct LaneGroups
{
    std::vector<int> ofLane; // the group of each, from 0
    int count = 0;
};
