// The jobs of a simulation as they are sent, after all that is to be otherwise.
#pragma once

#include "insight/simulator.h"

#include <stop_token>
#include <vector>

// What a worker has to do for a job, all attempts together.
struct Task
{
    JobCost cost;
    qint32 place;   // of the job in the model
    bool hasResult; // for the reader; a job that failed for good has none
};

// In the order in which they are sent. A stop leaves them incomplete.
std::vector<Task> tasksOf(const JobModel& model, const WhatIf& change, const std::stop_token& stop);
