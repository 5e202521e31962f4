// What is kept is given away once, and kept again when there is some.
#include "base/memoryreserve.h"

#include <QTest>

#include <new>

class TestMemoryReserve : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsRequiredWhereNothingIsKept() { memoryreserve::require(); }

    void itIsGivenAwayOnceToWhatFindsNothingAndThenKeptAgain()
    {
        memoryreserve::keep();
        const auto findsNothing = std::get_new_handler();
        for (int i = 0; i < 3; ++i) {
            memoryreserve::require();
            findsNothing();
            QVERIFY_THROWS_EXCEPTION(std::bad_alloc, findsNothing());
        }
    }
};

QTEST_GUILESS_MAIN(TestMemoryReserve)
#include "tst_memoryreserve.moc"
