// The ways in which a run's jobs are carried out.
#pragma once

enum class RunRole {
    Pool,       // the jobs on the workers
    Sequential, // the same jobs one after another
    Nested,     // in a record of others: spans that lie within its jobs, or around them
};
