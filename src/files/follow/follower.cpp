#include "files/follow/follower.h"

#include "base/clock.h"
#include "files/follow/followedstream.h"
#include "files/io/filestr.h"

#include <optional>
#include <utility>

// Stamps the events by the clock of this process, from when the first came.
class Follower::Sink final : public FollowedRunSink
{
public:
    explicit Sink(RunEvents& events)
        : m_events(events), m_run(events.ofRun()), m_feeder(events.ofFeeder())
    {
    }

    bool hasBegun() const { return m_beganNs.has_value(); }

    void begin() override
    {
        if (m_beganNs)
            return;
        m_beganNs = monotonicNs();
        Event event;
        event.kind = EventKind::RunBegan;
        event.timeNs = *m_beganNs;
        m_run.send(event);
    }

    void put(const Event& event, const EventDetails& details) override
    {
        begin();
        Event stamped = event;
        stamped.timeNs += *m_beganNs;
        if (event.kind == EventKind::Queued) {
            m_feeder.put(stamped);
            m_isQueuePublished = false;
            return;
        }
        // A full ring publishes by itself: a job is queued before it starts then, too.
        if (!std::exchange(m_isQueuePublished, true))
            m_feeder.publish();
        Writer& writer = writerOf(event.worker);
        // Lanes come in the order of their numbers, whichever ring is full first.
        if (event.kind == EventKind::WorkerCame) {
            writer.events.send(stamped);
            return;
        }
        if (details.cpu || details.report)
            writer.events.put(stamped, details);
        else
            writer.events.put(stamped);
        if (!std::exchange(writer.hasNews, true))
            m_news.push_back(event.worker);
    }

    void publish() override
    {
        m_feeder.publish();
        m_isQueuePublished = true;
        for (const WorkerId worker : m_news) {
            writerOf(worker).events.publish();
            writerOf(worker).hasNews = false;
        }
        m_news.clear();
    }

    void end(qint64 sinceNs)
    {
        begin();
        publish();
        Event event;
        event.kind = EventKind::RunEnded;
        event.timeNs = *m_beganNs + sinceNs;
        m_run.send(event);
    }

private:
    struct Writer
    {
        EventWriter events;
        bool hasNews = false;
    };

    Writer& writerOf(WorkerId worker)
    {
        while (m_writers.size() < std::size_t(worker.number))
            m_writers.push_back({m_events.ofWorker(WorkerId{qint32(m_writers.size()) + 1})});
        return m_writers[std::size_t(worker.number) - 1];
    }

    RunEvents& m_events;
    const EventWriter m_run;
    const EventWriter m_feeder;
    std::optional<qint64> m_beganNs;
    bool m_isQueuePublished = true;
    std::vector<Writer> m_writers;
    std::vector<WorkerId> m_news; // of these something was put and not published
};

Follower::Follower(std::unique_ptr<ByteSource> source, RunEvents& events,
                   std::shared_ptr<ByteLines> names, const LaneLabels& lanes,
                   std::unique_ptr<LineDecoder> decoder)
    : m_source(std::move(source))
    , m_names(std::move(names))
    , m_sink(std::make_unique<Sink>(events))
    , m_stream(std::make_unique<FollowedStream>(*m_sink, *m_names, lanes, std::move(decoder)))
{
}

Follower::~Follower() = default;

// A writer that goes on and on is shown from then on, too.
void Follower::beginIfNeverSilent()
{
    constexpr qint64 kMostNs = 2'000'000'000;
    if (!m_stream->isHoldingRows())
        m_heldSinceNs.reset();
    else if (!m_heldSinceNs)
        m_heldSinceNs = m_lastHeardNs;
    else if (m_lastHeardNs - *m_heldSinceNs > kMostNs)
        m_stream->silent();
}

void Follower::takeAll()
{
    for (;;) {
        switch (m_source->next(m_stream->patienceNs())) {
        case ByteSource::What::Bytes:
            if (!m_stream->add(m_source->bytes()))
                return;
            m_lastHeardNs = monotonicNs();
            beginIfNeverSilent();
            break;
        case ByteSource::What::Silence:
            m_stream->silent();
            break;
        case ByteSource::What::Missed:
            m_stream->missSome(m_source->missed());
            break;
        case ByteSource::What::Truncated:
            m_stream->beginAnew(FilesTr::tr("the file was cut off and began anew after line %1"));
            break;
        case ByteSource::What::Replaced:
            m_stream->beginAnew(FilesTr::tr("another file took its name after line %1"));
            break;
        case ByteSource::What::End:
        case ByteSource::What::Problem:
            return;
        }
    }
}

// Of a program that goes on with its jobs, that is now; else its newest event.
qint64 Follower::endNs() const
{
    const bool goesOn = m_source->isStopped() && m_stream->jobs().isAnyRunning();
    return m_stream->newestNs() + (goesOn ? monotonicNs() - m_lastHeardNs : 0);
}

RunOutcome Follower::run()
{
    takeAll();
    m_stream->finish();
    RunOutcome outcome = m_stream->jobs().outcome();
    if (!m_sink->hasBegun()) {
        outcome.state = RunState::Failed;
        outcome.addNote(whyNothingCame());
    } else {
        m_sink->end(endNs());
    }
    return outcome;
}

QString Follower::whyNothingCame() const
{
    if (!m_source->problem().isEmpty())
        return m_source->problem();
    return m_stream->problem() ? m_stream->problem()->message
                               : FilesTr::tr("there was no event in it");
}

QString Follower::problem() const
{
    return m_sink->hasBegun() && !m_source->problem().isEmpty()
               ? FilesTr::tr("it could not be read to its end: %1").arg(m_source->problem())
               : QString();
}

QStringList Follower::notes() const
{
    QStringList notes = m_stream->notes();
    if (const QString why = problem(); !why.isEmpty())
        notes.prepend(why);
    return notes;
}

std::vector<qint64> Follower::takeDurations()
{
    return m_stream->jobs().takeDurations();
}
