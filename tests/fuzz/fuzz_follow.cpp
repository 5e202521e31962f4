// Where the bytes are cut makes no difference, and whatever they are a run comes of them.
#include "base/clock.h"
#include "fixtures/followedrun.h"
#include "fuzz/fuzzed.h"

#include <algorithm>

namespace {

std::unique_ptr<fixtures::FollowedRun> followed(std::string_view bytes, std::size_t piece)
{
    auto run = std::make_unique<fixtures::FollowedRun>();
    for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size())))
        run->add(bytes.substr(0, piece));
    run->finish();
    return run;
}

} // namespace

// The first byte is the size of the pieces.
int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto whole = followed(bytes, bytes.size());
    const auto cut = followed(bytes, 1 + data[0]);
    fuzzed::expect(whole->picture() == cut->picture() && whole->notes() == cut->notes());
    const RunRecord& record = *whole->record;
    if (!record.pool().beganAtNs())
        return 0;
    timingRows(timingsOf(record, monotonicNs(), Waits::Included));
    const RunOutcome& outcome = *record.pool().outcome();
    const StatusCounts counts = record.pool().counts();
    fuzzed::expect(outcome.resultsReceived == qint64(counts.finished) &&
                   outcome.jobsFailed == qint64(counts.failed) &&
                   outcome.jobsCancelled == qint64(counts.cancelled));
    return 0;
}
