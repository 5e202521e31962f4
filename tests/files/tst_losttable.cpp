#include "files/exports/losttable.h"
#include "insight/losttime.h"

#include <QTest>

class TestLostTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPartHasARowWithItsKeyTimeAndShare()
    {
        LostTime lost;
        lost.totalNs = 9'000'000'000'000;
        lost.partsNs[std::size_t(LostPart::OnCore)] = 6'000'000'000'000;
        lost.partsNs[std::size_t(LostPart::TailRest)] = 2'999'999'999'999;
        lost.partsNs[std::size_t(LostPart::AfterLast)] = 1;
        QCOMPARE(lostTimeTable(lost), QByteArray("part,worker_ns,share\r\n"
                                                 "paused,0,0\r\n"
                                                 "on_core,6000000000000,0.666667\r\n"
                                                 "ready,0,0\r\n"
                                                 "waiting,0,0\r\n"
                                                 "running,0,0\r\n"
                                                 "failed,0,0\r\n"
                                                 "results_blocked,0,0\r\n"
                                                 "start_up,0,0\r\n"
                                                 "hand_off,0,0\r\n"
                                                 "no_job,0,0\r\n"
                                                 "idle,0,0\r\n"
                                                 "tail_by_order,0,0\r\n"
                                                 "tail_unavoidable,2999999999999,0.333333\r\n"
                                                 "after_last,1,1.11111e-13\r\n"));
    }

    void ofNoTimeAllSharesAreZero()
    {
        const QByteArray table = lostTimeTable({});
        QCOMPARE(table.count(",0,0\r\n"), qsizetype(kLostParts));
    }
};

QTEST_GUILESS_MAIN(TestLostTable)
#include "tst_losttable.moc"
