#include "files/follow/followedtroubles.h"

#include "base/numbertext.h"
#include "base/visibletext.h"
#include "files/io/filestr.h"
#include "plan/settings/runsettings.h"

void FollowedTroubles::Trouble::add(const std::string& name)
{
    if (count++ == 0)
        first = name.empty()
                    ? FilesTr::tr("one without a name")
                    : visibleExcerpt(QString::fromUtf8(name.data(), qsizetype(name.size())));
}

QStringList FollowedTroubles::notes() const
{
    QStringList notes;
    const auto say = [&notes](const Trouble& trouble, const QString& sentence) {
        if (trouble.count > 0)
            notes += sentence.arg(trouble.count).arg(trouble.first);
    };
    say(endedUnstarted,
        FilesTr::tr("jobs that ended and did not run then, left out: %1, first %2"));
    say(endedTooEarly, FilesTr::tr("jobs that ended before they started: %1, first %2; they take "
                                   "no time"));
    say(startUntold, FilesTr::tr("jobs that ended and whose start was not told: %1, first %2; they "
                                 "are shown for as long as is known"));
    say(endUntold, FilesTr::tr("jobs whose end was not told: %1, first %2; they are shown as "
                               "cancelled when it was known that they had ended"));
    say(lostWorker,
        FilesTr::tr("jobs that ran when their worker began anew: %1, first %2; they are "
                    "shown as cancelled"));
    say(startedUnqueued, FilesTr::tr("jobs that started and were not queued before: %1, first %2; "
                                     "they did not wait"));
    say(beforeTheBeginning, FilesTr::tr("events from before the first that was seen: %1, first of "
                                        "%2; what lies before is cut off"));
    say(queuedLate, FilesTr::tr("jobs that were queued before another one, and said so more than a "
                                "second later: %1, first %2; they stand behind it"));
    say(withoutLane, FilesTr::tr("jobs that are not shown, as they need too many lanes: %1, first "
                                 "%2"));
    say(tooFar, FilesTr::tr("events more than 52 days from the beginning, left out: %1, first of "
                            "%2"));
    say(tooMuchCpu, FilesTr::tr("jobs whose processor time is too large to be true, shown without "
                                "it: %1, first %2"));
    say(interrupted, FilesTr::tr("jobs that ran when their program began anew: %1, first %2; they "
                                 "are shown as cancelled"));
    if (tooMany > 0)
        notes += FilesTr::tr("jobs after the first %1, not shown: %2")
                     .arg(RunSettings::kMaxJobs)
                     .arg(tooMany);
    if (namesLeftOut > 0)
        notes += FilesTr::tr("%Ln names are not kept: all names together are too long", nullptr,
                             pluralCount(namesLeftOut));
    return notes;
}
