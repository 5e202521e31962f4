#include "insight/findings.h"

#include "insight/saturation.h"
#include "timeline/runrecord.h"

#include <algorithm>

namespace {

constexpr std::size_t kMostEvidence = 5000;

bool has(const JobModel& model, ModelCaveat caveat)
{
    return std::ranges::find(model.caveats, caveat) != model.caveats.end();
}

// Looks for all that there is to say of a run.
class Rules
{
public:
    Rules(const RunRecord& record, const JobModel& model, const LostTime& lost,
          const SizingCurve& curve, const std::stop_token& stop)
        : m_pool(record.pool())
        , m_record(record)
        , m_model(model)
        , m_lost(lost)
        , m_curve(curve)
        , m_stop(stop)
        , m_isSteady(!m_pool.workersChanged())
        , m_now{.workers = model.settings.pool.workers}
        , m_nowNs(timeWith(m_now))
    {
    }

    std::vector<Finding> look()
    {
        lookAtLongestJob();
        if (m_isSteady && m_nowNs > 0) {
            lookAtOrder();
            const auto more = moreWorkers();
            const bool tooFew = more && tellMoreWorkers(*more);
            if (!tooFew)
                lookAtFewerWorkers();
            // What is simulated knows when jobs come, but not how fast they are sent.
            if (!tooFew && (!more || m_model.arrivalsNs.empty()))
                lookAtPart(FindingKind::Starved, LostPart::NoJob, allAtOnce());
        }
        lookAtPart(FindingKind::HandOff, LostPart::HandOff, batched());
        lookAtPart(FindingKind::ResultsBlocked, LostPart::ResultsBlocked, roomForAllResults());
        lookAtPart(FindingKind::Failures, LostPart::Failed, withoutFailures());
        lookAtPart(FindingKind::StartUp, LostPart::StartUp, std::nullopt);
        lookAtColdRun();
        return std::move(m_found);
    }

private:
    qint64 timeWith(const WhatIf& change) const
    {
        return simulate(m_model, change, Spans::LeftOut, m_stop).makespanNs;
    }

    // Each is nothing where that is what the run was, or cannot be done.
    std::optional<WhatIf> batched() const
    {
        // A worker still takes several times, or the last batch would set the end.
        constexpr int kMostTogether = 16;
        constexpr int kTakes = 4;
        WhatIf change = m_now;
        change.batch = int(std::min<std::size_t>(
            kMostTogether, m_model.size() / (std::size_t(m_now.workers) * kTakes)));
        return change.batch > 1 ? std::optional(change) : std::nullopt;
    }
    std::optional<WhatIf> allAtOnce() const
    {
        WhatIf change = m_now;
        change.arrival = Arrival();
        return m_model.arrivalsNs.empty() ? std::nullopt : std::optional(change);
    }
    std::optional<WhatIf> roomForAllResults() const
    {
        WhatIf change = m_now;
        change.resultsCapacity = m_model.settings.jobs.count;
        return m_model.settings.resultsChannelCapacity() < *change.resultsCapacity
                   ? std::optional(change)
                   : std::nullopt;
    }
    std::optional<WhatIf> withoutFailures() const
    {
        WhatIf change = m_now;
        change.withoutFailures = true;
        return change;
    }

    static bool isReached(const Finding& finding)
    {
        return finding.share >= ruleOf(finding.kind).threshold;
    }

    // With the change, if it saves time.
    void offer(Finding& finding, const WhatIf& change) const
    {
        if (!m_isSteady)
            return;
        finding.gainNs = std::max<qint64>(0, m_nowNs - timeWith(change));
        if (finding.gainNs == 0)
            return;
        finding.tryWhat = TryWhat::WhatIf;
        finding.change = change;
    }

    void addEvidence(Finding& finding, const std::vector<LostPart>& parts) const
    {
        const auto stretches = stretchesOf(m_record, parts, kMostEvidence, m_stop);
        finding.evidence.insert(finding.evidence.end(), stretches.begin(), stretches.end());
    }

    // The stretch of a span, as evidence unless it is empty.
    static void addStretch(Finding& finding, int lane, qint64 fromNs, qint64 toNs)
    {
        if (fromNs < toNs)
            finding.evidence.push_back({lane, fromNs, toNs});
    }

    void lookAtOrder()
    {
        if (m_model.settings.jobs.order == SubmitOrder::Longest)
            return;
        Finding finding{.kind = FindingKind::Order};
        WhatIf longestFirst = m_now;
        longestFirst.order = SubmitOrder::Longest;
        offer(finding, longestFirst);
        finding.share = double(finding.gainNs) / double(m_nowNs);
        if (!isReached(finding))
            return;
        finding.costNs = m_lost.of(LostPart::TailOrder) + m_lost.of(LostPart::TailRest);
        addLast(finding);
        addEvidence(finding, {LostPart::TailOrder, LostPart::TailRest});
        m_found.push_back(std::move(finding));
    }

    // The job that ended last. Where all jobs were there no worker was idle when it started, so
    // that the tail is no longer than it.
    void addLast(Finding& finding) const
    {
        std::optional<Span> last;
        int at = 0;
        for (int i = 0; i < m_pool.laneCount(); ++i) {
            const Lane& lane = m_pool.lane(i);
            const std::size_t finished = lane.finishedCount();
            if (finished == 0 || (last && lane.endNs(finished - 1) <= *last->endNs))
                continue;
            last = lane.span(finished - 1);
            at = i;
        }
        if (!last)
            return;
        finding.job = last->job;
        finding.jobStartNs = last->startNs;
        finding.jobNs = *last->endNs - last->startNs;
        addStretch(finding, at, last->startNs, *last->endNs);
    }

    void lookAtLongestJob()
    {
        constexpr int kParts = 4;
        const qint64 timeNs = m_model.recordedNs.value_or(m_nowNs);
        if (timeNs == 0)
            return;
        const auto totals = m_model.totalsNs();
        const auto longest = std::ranges::max_element(totals);
        const JobId job = m_model.job(std::size_t(longest - totals.begin()));
        Finding finding{.kind = FindingKind::LongestJob, .job = job};
        qint64 endNs = 0;
        for (const Timeline::Place& place : m_pool.attemptsAt(job)) {
            const Span span = m_pool.lane(place.lane).span(place.index);
            const qint64 spanEndNs = span.endOr(span.startNs);
            if (endNs == 0)
                finding.jobStartNs = span.startNs;
            endNs = std::max(endNs, spanEndNs);
            addStretch(finding, place.lane, span.startNs, spanEndNs);
        }
        // Attempts may overlap where it was delivered again.
        finding.jobNs = std::min(*longest, endNs - finding.jobStartNs);
        finding.costNs = finding.jobNs;
        finding.share = double(finding.jobNs) / double(timeNs);
        if (!isReached(finding))
            return;
        WhatIf inParts = m_now;
        inParts.split = WhatIf::Split{job, kParts};
        offer(finding, inParts);
        m_found.push_back(std::move(finding));
    }

    // As many as are enough, where those are more and save 5 %.
    struct More
    {
        WhatIf change;
        qint64 gainNs;
    };
    std::optional<More> moreWorkers() const
    {
        if (!m_curve.enough || m_curve.enough->workers <= m_now.workers)
            return std::nullopt;
        const WhatIf change{.workers = m_curve.enough->workers};
        const qint64 gainNs = m_nowNs - timeWith(change);
        return double(gainNs) >= kWorthwhile * double(m_nowNs) ? std::optional(More{change, gainNs})
                                                               : std::nullopt;
    }

    // Whether it is told.
    bool tellMoreWorkers(const More& more)
    {
        const Saturation saturation = saturationOf(m_pool);
        Finding finding{.kind = FindingKind::MoreWorkers,
                        .share = saturation.share,
                        .gainNs = more.gainNs,
                        .workers = more.change.workers,
                        .tryWhat = TryWhat::WhatIf,
                        .change = more.change};
        if (!isReached(finding))
            return false;
        for (int i = 0; i < m_pool.laneCount(); ++i)
            addStretch(finding, i, saturation.fromNs, saturation.toNs);
        m_found.push_back(std::move(finding));
        return true;
    }

    // Whether so many workers, fewer than now, take at most that share longer: as simulated, and
    // where runs were measured, none of those in between was slower.
    bool takeAsLong(int workers, qint64 simulatedNs, double within) const
    {
        if (double(simulatedNs) > (1 + within) * double(m_nowNs))
            return false;
        const auto now = std::ranges::find(m_curve.points, m_now.workers, &SizingPoint::workers);
        if (now == m_curve.points.end() || !now->measured)
            return true;
        const double mostNs = (1 + kWorthwhile) * double(now->measured->medianNs());
        return std::ranges::none_of(m_curve.points, [&](const SizingPoint& point) {
            return point.measured && point.workers >= workers &&
                   point.workers<m_now.workers&& double(point.measured->medianNs())> mostNs;
        });
    }

    void lookAtFewerWorkers()
    {
        const int cores = m_model.cores;
        if (cores > 0 && m_now.workers > cores) {
            Finding finding{.kind = FindingKind::MoreThanCores,
                            .share = m_lost.shareOf(LostPart::Ready),
                            .workers = cores,
                            .costNs = m_lost.of(LostPart::Ready),
                            .tryWhat = TryWhat::WhatIf,
                            .change = {.workers = cores}};
            // Jobs that wait, too, may well need more workers than cores.
            const qint64 ns = isReached(finding) ? timeWith(finding.change) : 0;
            if (isReached(finding) && takeAsLong(cores, ns, kWorthwhile)) {
                finding.gainNs = std::max<qint64>(0, m_nowNs - ns);
                addEvidence(finding, {LostPart::Ready});
                m_found.push_back(std::move(finding));
                return; // says as much as that there are too many
            }
        }
        constexpr double kHardlyLonger = 0.01;
        const auto fewest = std::ranges::find_if(m_curve.points, [this](const SizingPoint& point) {
            return point.simulatedNs &&
                   takeAsLong(point.workers, *point.simulatedNs, kHardlyLonger);
        });
        if (fewest == m_curve.points.end() || fewest->workers >= m_now.workers)
            return;
        Finding finding{.kind = FindingKind::TooManyWorkers,
                        .share = double(m_now.workers - fewest->workers) / m_now.workers,
                        .gainNs = std::max<qint64>(0, m_nowNs - *fewest->simulatedNs),
                        .workers = fewest->workers,
                        .tryWhat = TryWhat::WhatIf,
                        .change = {.workers = fewest->workers}};
        if (!isReached(finding))
            return;
        addEvidence(finding,
                    {LostPart::NoJob, LostPart::Idle, LostPart::TailOrder, LostPart::TailRest});
        m_found.push_back(std::move(finding));
    }

    void lookAtPart(FindingKind kind, LostPart part, const std::optional<WhatIf>& change)
    {
        Finding finding{.kind = kind, .share = m_lost.shareOf(part), .costNs = m_lost.of(part)};
        if (!isReached(finding))
            return;
        if (change)
            offer(finding, *change);
        addEvidence(finding, {part});
        m_found.push_back(std::move(finding));
    }

    void lookAtColdRun()
    {
        Finding finding{.kind = FindingKind::ColdRun,
                        .share = m_lost.shareOf(LostPart::Waiting),
                        .costNs = m_lost.of(LostPart::Waiting),
                        .tryWhat = TryWhat::RunAgain};
        if (!isReached(finding) || !has(m_model, ModelCaveat::FirstReadings))
            return;
        addEvidence(finding, {LostPart::Waiting});
        m_found.push_back(std::move(finding));
    }

    const Timeline& m_pool;
    const RunRecord& m_record;
    const JobModel& m_model;
    const LostTime& m_lost;
    const SizingCurve& m_curve;
    const std::stop_token& m_stop;
    const bool m_isSteady; // its number of workers stayed what it was
    const WhatIf m_now;
    const qint64 m_nowNs; // simulated, as what it is compared with
    std::vector<Finding> m_found;
};

} // namespace

FindingsState findingsStateOf(const RunRecord& record, const JobModel& model)
{
    const RunOutcome* outcome = record.pool().outcome();
    if (!outcome || outcome->state != RunState::Finished)
        return FindingsState::NotOver;
    if (model.size() < model.lost.size() + 2)
        return FindingsState::TooFew;
    if (model.recordedNs.value_or(0) < Findings::kTooShortNs)
        return FindingsState::TooShort;
    const bool tookTime =
        std::ranges::any_of(model.costs, [](const JobCost& cost) { return cost.totalNs() > 0; });
    return tookTime ? FindingsState::Told : FindingsState::NoWork;
}

const FindingRule& ruleOf(FindingKind kind)
{
    return *std::ranges::find(kFindingRules, kind, &FindingRule::kind);
}

Findings findingsOf(const RunRecord& record, const JobModel& model, const LostTime& lost,
                    const SizingCurve& curve, const std::stop_token& stop)
{
    Findings told{findingsStateOf(record, model)};
    if (told.state != FindingsState::Told)
        return told;
    told.findings = Rules(record, model, lost, curve, stop).look();
    std::ranges::stable_sort(told.findings, [](const Finding& a, const Finding& b) {
        return a.gainNs != b.gainNs ? a.gainNs > b.gainNs : a.share > b.share;
    });
    if (told.findings.size() > Findings::kMost)
        told.findings.resize(Findings::kMost);
    return told;
}
