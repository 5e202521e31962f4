#include "insight/scalability.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace {

struct Measured
{
    double workers;
    double perSecond; // runs
};

// λ, α and β.
using Law = std::array<double, 3>;
constexpr std::size_t kLambda = 0;
constexpr std::size_t kAlpha = 1;
constexpr std::size_t kBeta = 2;

// n workers with the law's α and β take so many times as long as a single one for n times the work.
double slowdown(const Law& law, double n)
{
    return 1 + law[kAlpha] * (n - 1) + law[kBeta] * n * (n - 1);
}

double throughput(const Law& law, double n)
{
    return law[kLambda] * n / slowdown(law, n);
}

double squaresOf(const std::vector<Measured>& points, const Law& law)
{
    double sum = 0;
    for (const Measured& point : points) {
        const double off = throughput(law, point.workers) - point.perSecond;
        sum += off * off;
    }
    return sum;
}

// Solves a x = b for a symmetric positive definite a, by elimination; rows and columns that are not
// free stay 0.
Law solved(std::array<Law, 3> a, Law b, const std::array<bool, 3>& isFree)
{
    for (std::size_t i = 0; i < 3; ++i) {
        if (isFree[i])
            continue;
        for (std::size_t j = 0; j < 3; ++j)
            a[i][j] = a[j][i] = 0;
        a[i][i] = 1;
        b[i] = 0;
    }
    for (std::size_t i = 0; i < 3; ++i) {
        for (std::size_t row = i + 1; row < 3; ++row) {
            const double times = a[row][i] / a[i][i];
            for (std::size_t column = i; column < 3; ++column)
                a[row][column] -= times * a[i][column];
            b[row] -= times * b[i];
        }
    }
    Law x{};
    for (std::size_t i = 3; i-- > 0;) {
        double rest = b[i];
        for (std::size_t column = i + 1; column < 3; ++column)
            rest -= a[i][column] * x[column];
        x[i] = rest / a[i][i];
    }
    return x;
}

// The best law of which only those constants are free, the others 0, from a start on: by Levenberg
// and Marquardt's method, with steps that end at 0.
Law refined(const std::vector<Measured>& points, Law law, const std::array<bool, 3>& isFree)
{
    constexpr int kMostSteps = 500;
    double squares = squaresOf(points, law);
    double damping = 1e-3;
    for (int step = 0; step < kMostSteps && damping < 1e12; ++step) {
        std::array<Law, 3> normal{};
        Law gradient{};
        for (const Measured& point : points) {
            const double n = point.workers;
            const double slow = slowdown(law, n);
            const double off = throughput(law, n) - point.perSecond;
            const Law slope{n / slow, -throughput(law, n) * (n - 1) / slow,
                            -throughput(law, n) * n * (n - 1) / slow};
            for (std::size_t i = 0; i < 3; ++i) {
                gradient[i] -= slope[i] * off;
                for (std::size_t j = 0; j < 3; ++j)
                    normal[i][j] += slope[i] * slope[j];
            }
        }
        for (std::size_t i = 0; i < 3; ++i)
            normal[i][i] *= 1 + damping;
        const Law change = solved(normal, gradient, isFree);
        Law next = law;
        for (std::size_t i = 0; i < 3; ++i)
            next[i] = std::max(0.0, law[i] + change[i]);
        const double nextSquares = squaresOf(points, next);
        if (nextSquares < squares) {
            law = next;
            squares = nextSquares;
            damping = std::max(damping / 10, 1e-12);
        } else {
            damping *= 10;
        }
    }
    return law;
}

// With α and β not below 0: where the best law is at such an edge, it is the best of those on it.
Law bestLaw(const std::vector<Measured>& points)
{
    Law best{};
    double least = squaresOf(points, best);
    for (const bool freeAlpha : {false, true}) {
        for (const bool freeBeta : {false, true}) {
            const Law start{points.front().perSecond / points.front().workers, freeAlpha ? 0.01 : 0,
                            freeBeta ? 1e-4 : 0};
            const Law law = refined(points, start, {true, freeAlpha, freeBeta});
            const double squares = squaresOf(points, law);
            if (squares < least) {
                least = squares;
                best = law;
            }
        }
    }
    return best;
}

// More than contention explains the curve: one job takes a large part of the time with most
// workers, or the jobs cannot be divided evenly among the workers.
bool isTail(const SizingCurve& curve, const std::vector<const SizingPoint*>& measured)
{
    constexpr double kLongJob = 0.3; // of the time
    constexpr double kUneven = 0.1;
    const double timeNs = double(measured.back()->measured->medianNs());
    if (double(curve.longestNs) >= kLongJob * timeNs)
        return true;
    if (curve.points.front().workers != 1)
        return false;
    const double workNs = double(curve.points.front().boundNs);
    return std::ranges::any_of(measured, [&](const SizingPoint* point) {
        const double unevenNs = double(point->boundNs) - workNs / point->workers;
        return unevenNs >= kUneven * double(point->measured->medianNs());
    });
}

} // namespace

std::optional<double> ScalabilityFit::peakWorkers() const
{
    return beta > 0 && alpha < 1 ? std::optional(std::sqrt((1 - alpha) / beta)) : std::nullopt;
}

double ScalabilityFit::secondsWith(double workers) const
{
    return 1 / throughput({lambda, alpha, beta}, workers);
}

std::variant<ScalabilityFit, NoFit> scalabilityOf(const SizingCurve& curve)
{
    constexpr std::size_t kLeastPoints = 6;
    constexpr std::size_t kJobsPerWorker = 4;
    std::vector<const SizingPoint*> measured;
    for (const SizingPoint& point : curve.points) {
        if (point.measured && point.measured->medianNs() > 0)
            measured.push_back(&point);
    }
    if (measured.size() < kLeastPoints)
        return NoFit::TooFewPoints;
    if (curve.jobs < kJobsPerWorker * std::size_t(measured.back()->workers))
        return NoFit::FewJobs;
    if (isTail(curve, measured))
        return NoFit::Tail;

    // In parts of the highest throughput, so that no step is too small to count.
    std::vector<Measured> points;
    double highest = 0;
    for (const SizingPoint* point : measured) {
        points.push_back({double(point->workers), 1e9 / double(point->measured->medianNs())});
        highest = std::max(highest, points.back().perSecond);
    }
    for (Measured& point : points)
        point.perSecond /= highest;
    const Law law = bestLaw(points);

    double squares = 0;
    for (const Measured& point : points) {
        const double off = throughput(law, point.workers) / point.perSecond - 1;
        squares += off * off;
    }
    return ScalabilityFit{law[kLambda] * highest, law[kAlpha], law[kBeta],
                          std::sqrt(squares / double(points.size())), points.size()};
}
