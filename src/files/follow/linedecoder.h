// What the lines that a program writes say.
#pragma once

#include "base/result.h"
#include "files/follow/followedevent.h"
#include "timeline/lanelabel.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

class LineDecoder
{
public:
    virtual ~LineDecoder() = default;

    // Adds what the line says to `events`; why it is left out, if it is. A line that says nothing,
    // such as a title or an empty one, is none of these.
    virtual std::optional<Problem> decode(std::string_view line,
                                          std::vector<FollowedEvent>& events) = 0;
    // What it holds back as it knows more of it together with what follows; its writer is silent.
    virtual void flush(std::vector<FollowedEvent>&) {}
    virtual bool isHolding() const { return false; }
    // The file has ended: what was begun in it never ends. After that its lines are those of a file
    // that begins anew.
    virtual void finish(std::vector<FollowedEvent>& events) { flush(events); }

    // Whether the line that comes goes on with a row.
    virtual bool isWithinRow() const { return false; }
    // Whether jobs are told when they end, so that some are told late that began before others.
    virtual bool tellsAtTheEnd() const { return true; }
    // Whether it tells of jobs that wait, though the first ones may have been told before.
    virtual bool tellsOfWaiting() const { return false; }
    // Whether its times are those of clocks that never begin anew.
    virtual bool isWallClock() const { return false; }
    // Lines were lost before the one that comes next.
    virtual void missSome() {}
    // How long before all starts so far a job may have started that has not been told yet; 0 where
    // nobody knows.
    virtual qint64 roomNs() const { return 0; }

    // The `number`-th lane, from 1, of a worker of the events.
    virtual LaneLabel laneOf(const std::string& worker, std::size_t number);

    // What is worth knowing of the lines so far.
    virtual QStringList notes() const { return {}; }
};

// The one for what begins with these lines, of which the first is not empty; or why there is none.
Result<std::unique_ptr<LineDecoder>> decoderFor(std::string_view beginning);

// Whether a first line alone does not tell what begins so: Excel's "sep=;" stands before titles.
bool tellsNothingAlone(std::string_view line);
