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
    qint64 value = 0;
};

inline JobResult resultOf(JobId id)
{
    return {id, qint64{2} * id.number};
}
