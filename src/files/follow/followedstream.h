// What a program writes, piece by piece, made into the events of a run.
#pragma once

#include "base/result.h"
#include "files/follow/followedjobs.h"
#include "files/follow/linecutter.h"
#include "files/follow/linedecoder.h"
#include "files/follow/outermostspans.h"
#include "files/follow/reorder.h"

#include <QStringList>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

// The same bytes give the same run, wherever they are cut. For one thread.
class FollowedStream
{
public:
    // All outlive it. Where there is no `decoder` the first line tells which one it is.
    FollowedStream(FollowedRunSink& sink, ByteLines& names, LaneLabels lanes,
                   std::unique_ptr<LineDecoder> decoder = {})
        : m_decoder(std::move(decoder))
        , m_jobs(sink, names, std::move(lanes),
                 [this](const std::string& worker, std::size_t number) {
                     return m_decoder->laneOf(worker, number);
                 })
        , m_sink(sink)
    {
    }

    // Takes what came. False when it cannot be followed: see problem().
    bool add(std::string_view bytes);
    // Whether what came is held back until silent(), as more of what is there already tells where
    // it belongs.
    bool isHoldingRows() const;
    // For how long the writer may be silent before silent() has to be called; nothing where it
    // holds nothing back.
    std::optional<qint64> patienceNs() const;
    // The writer has been silent: nothing is held back any more.
    void silent();
    // Some lines were lost before those that come; why, in words.
    void missSome(const QString& why);
    // The file begins anew; why, in words, with %1 for the last line before that.
    void beginAnew(const QString& sentence);
    // The writer has ended: takes what is left.
    void finish();

    // Why it cannot be followed, if so.
    const std::optional<Problem>& problem() const { return m_problem; }
    // The newest time so far, from the zero of the run.
    qint64 newestNs() const { return m_jobs.hasBegun() ? m_jobs.sinceZeroNs(m_newestNs) : 0; }
    FollowedJobs& jobs() { return m_jobs; }
    // What is not shown as it was told, and why.
    QStringList notes() const;

private:
    // The run begins with the first job of what is there already: jobs that are told at their ends
    // come in the order of these.
    bool isHoldingBeginning() const;
    void takeLine(std::string_view line);
    void takeEvent(FollowedEvent event);
    void leaveOut(const QString& why);
    void restart(qint64 timeNs);
    bool isFromAnew(const FollowedEvent& event, qint64 timeNs);
    void takeDecoded();
    void finishFile();
    void giveDue();
    void giveAll();
    void show(std::vector<FollowedEvent> events);
    void begin(std::vector<FollowedEvent> events);

    LineCutter m_lines;
    std::string m_beginning;                // lines before it that say nothing alone
    std::unique_ptr<LineDecoder> m_decoder; // once it is known
    Reorder m_reorder;
    OutermostSpans m_outermost;
    FollowedJobs m_jobs;
    FollowedRunSink& m_sink;
    std::optional<Problem> m_problem;
    std::vector<FollowedEvent> m_decoded;
    std::vector<FollowedEvent> m_together;
    qint64 m_line = 0;
    qint64 m_rowLine = 0;      // on which the row began
    bool m_isFirstLine = true; // the next one, of a file
    QStringList m_anew;        // why it began anew; a few
    QString m_firstLeftOut;    // why
    qint64 m_leftOut = 0;      // lines
    QStringList m_missed;      // why some were lost; a few
    qint64 m_missedMore = 0;   // times
    qint64 m_restarts = 0;     // of the program's clock
    bool m_hasTime = false;
    bool m_isQueued = false;      // some job was
    bool m_isFirstOfFile = false; // the next event; of one that begins anew
    qint64 m_shiftNs = 0;         // from the program's clock to one that goes on where it restarts
    qint64 m_beganNs = 0;         // when the program's clock began
    qint64 m_newestNs = 0;
    qint64 m_roomNs = 0; // that the zero of the run lies before the first start
    std::unordered_map<std::string, qint64> m_newestOf; // times of a worker
    // An event that lies far off, until the next one tells which of them is right.
    std::optional<FollowedEvent> m_farOff;
};
