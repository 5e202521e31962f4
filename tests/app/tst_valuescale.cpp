#include "app/controls/durationbox.h"
#include "app/controls/valuescale.h"
#include "plan/settings/runsettings.h"

#include <QTest>

namespace {

const ValueScale kJobs(RunSettings::kMinJobs, RunSettings::kMaxJobs, 1);
const ValueScale kCapacity(RunSettings::kMinCapacity, RunSettings::kMaxCapacity, 1);

} // namespace

class TestValueScale : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theEndsAreExact()
    {
        for (const ValueScale& scale : {kJobs, kCapacity, DurationBox::scale()}) {
            QCOMPARE(scale.valueAt(0), scale.least());
            QCOMPARE(scale.valueAt(ValueScale::kPositions), scale.most());
            QCOMPARE(scale.positionOf(scale.least()), 0);
            QCOMPARE(scale.positionOf(scale.most()), ValueScale::kPositions);
            QCOMPARE(scale.positionOf(scale.most() + 1), ValueScale::kPositions);
            QCOMPARE(scale.positionOf(scale.least() - 1), 0);
        }
    }

    void everySmallNumberCanBeReachedByDragging()
    {
        for (int value = 1; value <= 20; ++value)
            QCOMPARE(kJobs.valueAt(kJobs.positionOf(value)), value);
    }

    void draggingGivesRoundNumbersThatNeverFallBack()
    {
        for (const ValueScale& scale : {kJobs, kCapacity, DurationBox::scale()}) {
            qint64 last = -1;
            for (int position = 0; position <= ValueScale::kPositions; ++position) {
                const qint64 value = scale.valueAt(position);
                QVERIFY(value >= last);
                last = value;
                qint64 digits = value;
                while (digits >= 100)
                    digits /= 10;
                qint64 rounded = digits;
                while (rounded < value)
                    rounded *= 10;
                QCOMPARE(rounded, value);
            }
        }
    }

    void stepsGoThroughEveryRoundNumberAndBack()
    {
        for (const ValueScale& scale : {kJobs, kCapacity, DurationBox::scale()}) {
            std::vector<qint64> up{scale.least()};
            while (up.back() < scale.most())
                up.push_back(scale.above(up.back()));
            QVERIFY(up.size() < 400);
            QCOMPARE(scale.above(scale.most()), scale.most());
            QCOMPARE(scale.below(scale.least()), scale.least());
            for (std::size_t i = up.size() - 1; i > 0; --i)
                QCOMPARE(scale.below(up[i]), up[i - 1]);
        }
    }

    void aStepFromBetweenTwoRoundNumbersGoesToTheNearer()
    {
        QCOMPARE(kJobs.above(1234), 1300);
        QCOMPARE(kJobs.below(1234), 1200);
    }
};

QTEST_GUILESS_MAIN(TestValueScale)
#include "tst_valuescale.moc"
