// Numbers of jobs and workers as types of their own, so that they cannot be swapped.
#pragma once

#include <QtGlobal>

#include <compare>

// A job of a run, from 1.
struct JobId
{
    qint32 number = 0;
    auto operator<=>(const JobId&) const = default;
};

// A worker of a run, from 1.
struct WorkerId
{
    qint32 number = 0;
    auto operator<=>(const WorkerId&) const = default;
};
