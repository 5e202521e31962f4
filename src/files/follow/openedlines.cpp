#include "files/follow/openedlines.h"

#include "base/visibletext.h"
#include "files/follow/celerylines.h"
#include "files/follow/followedstream.h"
#include "files/follow/jsonlines.h"
#include "files/io/filestr.h"
#include "files/io/inputfile.h"
#include "timeline/originkind.h"

#include <array>

namespace {

// Records at once. The events are stamped from the zero of the run on.
class Recording final : public FollowedRunSink
{
public:
    Recording()
        : m_record(RunRecord::followed(m_names, origin()))
        , m_stream(std::make_unique<FollowedStream>(*this, *m_names, m_lanes))
    {
    }

    void begin() override
    {
        if (!m_record->pool().beganAtNs())
            m_record->pool().record(Event{});
    }
    void put(const Event& event, const EventDetails& details) override
    {
        begin();
        m_record->pool().record(event, details);
    }
    void publish() override {}

    FollowedStream& stream() { return *m_stream; }

    // Nothing where there was no event.
    std::shared_ptr<RunRecord> finish()
    {
        m_stream->finish();
        Timeline& pool = m_record->pool();
        if (!pool.beganAtNs())
            return nullptr;
        Event ended;
        ended.kind = EventKind::RunEnded;
        ended.timeNs = m_stream->newestNs();
        pool.record(ended);
        pool.conclude(m_stream->jobs().outcome());
        m_record->settle(m_record->planSeen(m_stream->jobs().takeDurations()), m_stream->notes());
        return m_record;
    }

private:
    RunOrigin origin() const
    {
        RunOrigin origin;
        origin.kind = originkind::kFollowed;
        origin.lanes = m_lanes;
        return origin;
    }

    const std::shared_ptr<ByteLines> m_names = std::make_shared<ByteLines>();
    const LaneLabels m_lanes = LaneLabels::growing(RunSettings::kMaxWorkers);
    const std::shared_ptr<RunRecord> m_record;
    const std::unique_ptr<FollowedStream> m_stream;
};

Result<OpenedRun> read(InputFile& file)
{
    Recording recording;
    std::array<char, 1 << 16> bytes;
    while (const std::size_t count = file.read(bytes.data(), bytes.size()))
        recording.stream().add({bytes.data(), count});
    if (file.stopped())
        return OpenedRun{};
    const auto record = recording.finish();
    QStringList notes = recording.stream().notes();
    if (!file.problem().isEmpty())
        notes.prepend(FilesTr::tr("it could not be read to its end: %1").arg(file.problem()));
    if (!file.leftOver().isEmpty())
        notes += file.leftOver();
    if (!record)
        return Problem{notes.isEmpty() ? FilesTr::tr("there was no event in it")
                                       : notes.join(QStringLiteral("; "))};
    record->origin.notes = notes;
    return OpenedRun{record, notes};
}

} // namespace

std::optional<Result<OpenedRun>> openLines(const QString& path, const FileProgress& progress)
{
    constexpr std::size_t kBeginning = 1 << 16;
    auto input = InputFile::open(path, progress);
    if (std::holds_alternative<Problem>(input))
        return std::nullopt; // openRun() says so
    InputFile& file = *std::get<std::unique_ptr<InputFile>>(input);
    const std::string_view beginning = file.peek(kBeginning);
    if (!beginsCeleryLines(beginning) && !beginsOurEvents(beginning))
        return std::nullopt;
    auto opened = read(file);
    if (const auto* problem = std::get_if<Problem>(&opened))
        return Problem{FilesTr::tr("cannot open %1: %2").arg(visibleText(path), problem->message)};
    return opened;
}
