// What crosses the jobs and the results channel.
#pragma once

#include "base/ids.h"

struct Job
{
    JobId id;
};

// What a job gives: 2 × its number, as in the article.
struct JobResult
{
    JobId id;
    qint32 value = 0;
};

inline JobResult resultOf(JobId id)
{
    return {id, 2 * id.number};
}
