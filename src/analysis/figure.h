// The figures of a run and of what it is compared with, each with a key that stays: files know them
// by it, text/figures.h says them in words.
#pragma once

#include <QtGlobal>

#include <array>
#include <optional>
#include <variant>

struct Timings;

enum class Figure {
    PoolTime,
    SequentialTime,
    SpeedUp,
    Finished,
    Failed,
    Retried,
    Results,
    ResultsSum,
    Efficiency,
    Utilisation,
    AboveIdeal,
    WaitMedian,
    WaitP95,
    SenderWaited,
    CpuTime,
    CpuShare,
    Preempted,
    Throughput,
};

struct FigureKey
{
    Figure figure;
    const char* key; // with the unit; as timings.csv calls it, where it has it
};

// All of them. A key never changes its meaning.
constexpr std::array<FigureKey, 18> kFigureKeys{{
    {Figure::PoolTime, "pool_time_ns"},
    {Figure::SequentialTime, "sequential_time_ns"},
    {Figure::SpeedUp, "speed_up"},
    {Figure::Finished, "finished"},
    {Figure::Failed, "failed"},
    {Figure::Retried, "retried"},
    {Figure::Results, "results"},
    {Figure::ResultsSum, "results_sum"},
    {Figure::Efficiency, "efficiency_percent"},
    {Figure::Utilisation, "utilisation_percent"},
    {Figure::AboveIdeal, "above_ideal_ns"},
    {Figure::WaitMedian, "wait_median_ns"},
    {Figure::WaitP95, "wait_p95_ns"},
    {Figure::SenderWaited, "sender_waited_ns"},
    {Figure::CpuTime, "cpu_ns"},
    {Figure::CpuShare, "cpu_percent"},
    {Figure::Preempted, "taken_off"},
    {Figure::Throughput, "jobs_per_s"},
}};

// Counts and times are whole; what is a ratio is not.
using FigureNumber = std::variant<qint64, double>;

// In the unit that the key names; nothing where it is not known, or not yet. Any thread.
std::optional<FigureNumber> numberOf(Figure figure, const Timings& timings);
