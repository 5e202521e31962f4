#include "files/imports/tables/statuswords.h"

#include "files/io/decimal.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string>
#include <utility>

namespace {

using Word = std::pair<std::string_view, SaidEnd>;

constexpr Word kWords[] = {
    {"ok", SaidEnd::Finished},
    {"success", SaidEnd::Finished},
    {"successful", SaidEnd::Finished},
    {"successfull", SaidEnd::Finished},
    {"succeeded", SaidEnd::Finished},
    {"pass", SaidEnd::Finished},
    {"passed", SaidEnd::Finished},
    {"complete", SaidEnd::Finished},
    {"completed", SaidEnd::Finished},
    {"finished", SaidEnd::Finished},
    {"done", SaidEnd::Finished},
    {"cached", SaidEnd::Finished},
    {"neutral", SaidEnd::Finished},
    {"fixed", SaidEnd::Finished},
    {"successwithwarnings", SaidEnd::Finished},
    {"fail", SaidEnd::Failed},
    {"failed", SaidEnd::Failed},
    {"failure", SaidEnd::Failed},
    {"error", SaidEnd::Failed},
    {"errored", SaidEnd::Failed},
    {"exception", SaidEnd::Failed},
    {"fatal", SaidEnd::Failed},
    {"broken", SaidEnd::Failed},
    {"crash", SaidEnd::Failed},
    {"crashed", SaidEnd::Failed},
    {"killed", SaidEnd::Failed},
    {"timeout", SaidEnd::Failed},
    {"timedout", SaidEnd::Failed},
    {"deadline", SaidEnd::Failed},
    {"oom", SaidEnd::Failed},
    {"outofmemory", SaidEnd::Failed},
    {"nodefail", SaidEnd::Failed},
    {"bootfail", SaidEnd::Failed},
    {"launchfailed", SaidEnd::Failed},
    {"reconfigfail", SaidEnd::Failed},
    {"startupfailure", SaidEnd::Failed},
    {"actionrequired", SaidEnd::Failed},
    {"unstable", SaidEnd::Failed},
    {"rejected", SaidEnd::Failed},
    {"retry", SaidEnd::Failed}, // that attempt
    {"retried", SaidEnd::Failed},
    {"upforretry", SaidEnd::Failed},
    {"cancel", SaidEnd::Cancelled},
    {"canceled", SaidEnd::Cancelled},
    {"cancelled", SaidEnd::Cancelled},
    {"canceling", SaidEnd::Cancelled},
    {"cancelling", SaidEnd::Cancelled},
    {"aborted", SaidEnd::Cancelled},
    {"revoked", SaidEnd::Cancelled},
    {"preempted", SaidEnd::Cancelled},
    {"requeued", SaidEnd::Cancelled},
    {"stopped", SaidEnd::Cancelled},
    {"stale", SaidEnd::Cancelled},
    {"terminated", SaidEnd::Cancelled},
    {"running", SaidEnd::Running},
    {"inprogress", SaidEnd::Running},
    {"started", SaidEnd::Running},
    {"active", SaidEnd::Running},
    {"executing", SaidEnd::Running},
    {"processing", SaidEnd::Running},
    {"completing", SaidEnd::Running},
    {"suspended", SaidEnd::Running},
    {"resizing", SaidEnd::Running},
    {"restarting", SaidEnd::Running},
    {"signaling", SaidEnd::Running},
    {"stageout", SaidEnd::Running},
    {"notrun", SaidEnd::NotRun},
    {"notbuilt", SaidEnd::NotRun},
    {"notstarted", SaidEnd::NotRun},
    {"pending", SaidEnd::NotRun},
    {"queued", SaidEnd::NotRun},
    {"waiting", SaidEnd::NotRun},
    {"waitingforresource", SaidEnd::NotRun},
    {"waitingforcallback", SaidEnd::NotRun},
    {"requested", SaidEnd::NotRun},
    {"created", SaidEnd::NotRun},
    {"new", SaidEnd::NotRun},
    {"submitted", SaidEnd::NotRun},
    {"received", SaidEnd::NotRun},
    {"scheduled", SaidEnd::NotRun},
    {"preparing", SaidEnd::NotRun},
    {"configuring", SaidEnd::NotRun},
    {"manual", SaidEnd::NotRun},
    {"blocked", SaidEnd::NotRun},
    {"expired", SaidEnd::NotRun},
    {"deferred", SaidEnd::NotRun},
    {"removed", SaidEnd::NotRun},
    {"skip", SaidEnd::NotRun},
    {"skipped", SaidEnd::NotRun},
    {"disabled", SaidEnd::NotRun},
    {"ignored", SaidEnd::NotRun},
    {"upstreamfailed", SaidEnd::NotRun},
    {"upforreschedule", SaidEnd::NotRun},
    {"requeuehold", SaidEnd::NotRun},
    {"requeuefed", SaidEnd::NotRun},
    {"resvdelhold", SaidEnd::NotRun},
    {"specialexit", SaidEnd::NotRun},
};

// In small letters, without what parts words.
std::string plain(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c >= 'A' && c <= 'Z')
            result += char(c - 'A' + 'a');
        else if (c != ' ' && c != '_' && c != '-')
            result += c;
    }
    return result;
}

template <std::size_t Count>
bool isOneOf(const std::string_view (&words)[Count], std::string_view word)
{
    return std::ranges::find(words, word) != std::end(words);
}

} // namespace

SaidEnd endSaidBy(std::string_view word)
{
    constexpr std::size_t kLongest = 100; // bytes; longer ones are texts
    constexpr std::size_t kFewest = 4;    // letters of a word that was cut
    std::string name = plain(word.substr(0, kLongest));
    if (isAbsent(word))
        return name == "unknown" ? SaidEnd::Unknown : SaidEnd::Nothing;
    if (name.starts_with("cancelledby"))
        return SaidEnd::Cancelled;
    const bool isCut = name.ends_with('+');
    if (isCut)
        name.pop_back();
    const auto found = std::ranges::find_if(kWords, [&](const Word& known) {
        return isCut && name.size() >= kFewest ? known.first.starts_with(name)
                                               : known.first == name;
    });
    if (found != std::end(kWords))
        return found->second;
    const auto code = exitCodeOf(word);
    if (!code)
        return SaidEnd::Unknown;
    return code->isSuccess() ? SaidEnd::Finished : SaidEnd::Failed;
}

SaidEnd endSaidBySuccess(std::string_view word)
{
    constexpr std::string_view kYes[] = {"true", "yes", "1", "t", "y"};
    constexpr std::string_view kNo[] = {"false", "no", "0", "f", "n"};
    const std::string name = plain(word);
    return isOneOf(kYes, name)  ? SaidEnd::Finished
           : isOneOf(kNo, name) ? SaidEnd::Failed
                                : endSaidBy(word);
}

std::optional<ExitCode> exitCodeOf(std::string_view text)
{
    constexpr qint64 kMaxStatus = 255;
    constexpr qint64 kMaxSignal = 127;
    const auto colon = text.find(':');
    if (colon == std::string_view::npos && text.starts_with('-')) {
        const auto signal = scaledDecimal(text.substr(1), 0, kMaxSignal);
        return signal ? std::optional(ExitCode{0, int(*signal)}) : std::nullopt;
    }
    const auto status = scaledDecimal(text.substr(0, colon), 0, kMaxStatus);
    const auto signal = colon == std::string_view::npos
                            ? std::optional<qint64>(0)
                            : scaledDecimal(text.substr(colon + 1), 0, kMaxSignal);
    if (!status || !signal || *status < 0 || *signal < 0)
        return std::nullopt;
    return ExitCode{int(*status), int(*signal)};
}

std::optional<ExitCode> anyExitCodeOf(std::string_view text)
{
    if (const auto code = exitCodeOf(text))
        return code;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        quint32 bits = 0;
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + 2, end, bits, 16);
        return read.ec == std::errc() && read.ptr == end ? std::optional(ExitCode{int(bits), 0})
                                                         : std::nullopt;
    }
    const auto number = scaledDecimal(text, 0, std::numeric_limits<quint32>::max());
    return number ? std::optional(ExitCode{int(quint32(*number)), 0}) : std::nullopt;
}

bool isAbsent(std::string_view cell)
{
    constexpr std::string_view kAbsent[] = {"",          "unknown", "none",   "null",    "(null)",
                                            "nil",       "n/a",     "na",     "nan",     "nat",
                                            "undefined", "\\n",     "notset", "nostatus"};
    constexpr std::size_t kLongest = 12;
    return cell.size() <= kLongest && isOneOf(kAbsent, plain(cell));
}
