// The tests of a report, laid out in time.
#pragma once

#include "files/imports/endreports.h"
#include "files/imports/spansread.h"

#include <QString>

#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

// A suite and a test as the attributes say them.
struct JunitSuite
{
    QString name;
    QString host;
    QString timestamp;
    QString time;
};

struct JunitCase
{
    QString name{};
    QString className{};
    QString timestamp{};
    QString time{};
    bool isSkipped = false;
    bool hasFailed = false;
    QString message{};
};

class JunitSuites
{
public:
    void begin(const JunitSuite& suite, qint64 line);
    void add(const JunitCase& test, qint64 line);
    void end();
    // An attempt that is not the one which a test shows.
    void countRepeated() { ++m_repeated; }

    SpansRead finish(const QString& problem);

private:
    struct Open
    {
        qint32 thread = 0;
        QString name{};
        bool hasTime = false; // its timestamp, or that of a suite around it, is known
        qint64 nextNs = 0;    // when the next test begins
        qint64 testsNs = 0;   // what its tests took
        qint64 mostNs = 0;    // what the report says that it took; 0 where it does not
    };
    using Place = std::pair<QString, QString>; // name, host

    // A test that says when it began.
    struct Stamped
    {
        std::size_t span;
        qint64 resolutionNs; // it began before that was over
    };

    qint32 threadOf(const Place& place);
    std::optional<qint64> timeOf(const QString& timestamp, qint64 line);
    void putBehindThoseThatEnded();
    void placeLoose();
    std::vector<QString> threadNames() const;
    void addNotes();

    SpansRead m_read;
    EndReports m_failures;
    LeftOutLines m_leftOut;
    std::map<Place, qint32> m_threads;
    std::vector<Open> m_open;
    std::vector<Stamped> m_stamped;
    std::vector<qint32> m_loose; // spans whose suites do not say when they began, from 0
    qint64 m_looseNextNs = 0;
    qint64 m_lastNs = 0; // the end of the others
    bool m_hasTimes = false;
    qint64 m_badTimestamps = 0;
    qint64 m_skipped = 0;
    qint64 m_withoutTime = 0;
    qint64 m_repeated = 0;
    qint64 m_inSameSecond = 0; // tests whose timestamps leave open which of them was first
    qint64 m_atOnce = 0;       // suites whose tests took longer than they
};
