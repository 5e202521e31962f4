// What the lines that a program writes say.
#pragma once

#include "base/result.h"
#include "files/follow/followedevent.h"

#include <QStringList>

#include <memory>
#include <optional>
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
    // The lines that come are those of a file that begins anew: what was begun before is not ended.
    virtual void beginAnew() {}
    // What is worth knowing of the lines so far.
    virtual QStringList notes() const { return {}; }
};

// The one for what begins with this line, which is not empty; or why there is none.
Result<std::unique_ptr<LineDecoder>> decoderFor(std::string_view firstLine);
