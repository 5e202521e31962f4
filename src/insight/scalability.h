// The Universal Scalability Law fitted to measured times.
#pragma once

#include "insight/sizing.h"

#include <optional>
#include <variant>

// X(n) = λ n ÷ (1 + α (n − 1) + β n (n − 1)), of throughput over workers (Gunther, "Guerrilla
// Capacity Planning", 2007).
struct ScalabilityFit
{
    double lambda = 0; // runs per second with one worker
    double alpha = 0;  // contention: the share that goes one after another
    double beta = 0;   // coherency: the cost of each for each other
    double error = 0;  // root mean square of fitted ÷ measured − 1
    std::size_t points = 0;

    // Where throughput is highest: √((1 − α) ÷ β); nothing without coherency cost.
    std::optional<double> peakWorkers() const;
    double secondsWith(double workers) const; // of one run
};

// Why no fit is offered.
enum class NoFit {
    TooFewPoints, // fewer than six numbers of workers
    Tail,         // a long job or its place sets the times: more than contention explains the curve
    FewJobs,      // fewer than four jobs a worker at the largest number
};

// By least squares as R's package usl does it, with α and β not below 0.
std::variant<ScalabilityFit, NoFit> scalabilityOf(const SizingCurve& curve);
