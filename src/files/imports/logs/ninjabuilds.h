// Which of a ninja log's lines are of one build, and when its steps ran.
#pragma once

#include <QStringList>
#include <QtGlobal>

#include <cstddef>
#include <limits>
#include <span>
#include <unordered_set>
#include <vector>

// A line of the log: an output that a step of a build made.
struct NinjaLine
{
    qint64 startNs = 0; // since its build began
    qint64 endNs = 0;
    qint64 modifiedNs = 0;   // since 1970, as it stands there; 0 where it says nothing
    std::size_t output = 0;  // hash of its name
    std::size_t command = 0; // hash of its hash
    qint32 name = 0;
    qint32 build = 0; // from 0

    bool saysWhen() const { return modifiedNs != 0; }
};

// A step of a build, once for all that it made.
struct NinjaStep
{
    qint64 startNs; // since the first build of the log began: they stand one after another
    qint64 endNs;
    qint32 name; // of the line
};

// Takes the lines in the order of the log, which are logged about when their steps end. What speaks
// for another build:
// - an output comes again;
// - the file cannot have been modified while its step ran, had that build begun when the others of
//   it say: ninja logs when a step's output was modified, from version 6 of the log on also when
//   it was started, so a build began somewhere between modification − end and modification − start
//   of each of its lines. What was modified earlier than that is old, as steps may leave what has
//   not changed;
// - an end lies before that of the line above, where modification times say nothing.
// Where ninja has rewritten its log, as it does with those of 100 lines and more, each output is
// there once, in no order: such lines at the beginning stand there as if they were one build.
// For one thread.
class NinjaBuilds
{
public:
    // Of the log.
    explicit NinjaBuilds(int version) : m_version(version) {}

    // The steps of lines that stand behind those before, build by build, in the order of their
    // starts. The more lines come at once, the more is known of each.
    std::vector<NinjaStep> stepsOf(std::vector<NinjaLine> lines);

    // The lines that come are those of another log: their first one begins a build.
    void beginLog();

    // What is worth knowing of the builds so far.
    QStringList notes() const;

private:
    // When a build can have begun, for all that is known of its lines.
    class Beginning
    {
    public:
        bool isKnown() const { return m_latestNs != kUnknown; }
        qint64 earliestNs() const { return m_earliestNs; }
        qint64 latestNs() const { return m_latestNs; }
        bool isBefore(const NinjaLine& line, qint64 toleranceNs) const;
        bool fits(const NinjaLine& line, qint64 toleranceNs) const;
        void take(const NinjaLine& line);

    private:
        static constexpr qint64 kUnknown = std::numeric_limits<qint64>::max();
        qint64 m_earliestNs = std::numeric_limits<qint64>::min();
        qint64 m_latestNs = kUnknown;
    };

    void tellApart(std::span<NinjaLine> lines);
    void learnHowModified(std::span<const NinjaLine> lines);
    std::size_t rewrittenCount(std::span<const NinjaLine> lines) const;
    qint64 toleranceNs() const;
    bool beginsBuild(const NinjaLine& line, qint64 earliestFromHereNs);
    bool isOfAnother(const NinjaLine& line, qint64 earliestFromHereNs) const;
    bool isStartedLater(const NinjaLine& line, qint64 earliestFromHereNs) const;
    bool beganWhenTheOthersSay(const NinjaLine& line) const;
    bool areOfStarts() const { return m_nearerToStarts > 0; }

    const int m_version;
    bool m_areSeconds = true;    // all modification times
    qint64 m_nearerToStarts = 0; // lines
    NinjaLine m_last;            // in the order of the log
    Beginning m_beginning;
    std::unordered_set<std::size_t> m_outputs; // of the build
    bool m_hasLines = false;
    std::size_t m_rewritten = 0; // lines at the beginning that nobody can tell apart
    qint32 m_count = 0;          // builds that follow them
    NinjaLine m_lastStep;
    qint64 m_buildBeganNs = 0;
    qint64 m_buildEndedNs = 0;
    bool m_hasSteps = false;
};
