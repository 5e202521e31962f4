// What of a program that is followed is not shown as it was told.
#pragma once

#include <QString>
#include <QStringList>
#include <QtGlobal>

#include <string>

// How often that was; the first of each kind is quoted.
struct FollowedTroubles
{
    struct Trouble
    {
        qint64 count = 0;
        QString first{};

        void add(const std::string& name);
    };

    Trouble endedUnstarted{};     // ended, and had not started, or had ended already
    Trouble endedTooEarly{};      // ended before it started
    Trouble startedUnqueued{};    // where others are queued
    Trouble beforeTheBeginning{}; // of the run
    Trouble queuedLate{};         // before one that was queued already
    Trouble withoutLane{};
    Trouble startUntold{}; // ended, and nobody had said that it started
    Trouble endUntold{};
    Trouble lostWorker{}; // which began anew while it ran
    Trouble tooFar{};
    Trouble tooMuchCpu{};
    Trouble interrupted{};   // its program began anew
    qint64 tooMany = 0;      // jobs
    qint64 namesLeftOut = 0; // as all together would be too long

    QStringList notes() const;
};
