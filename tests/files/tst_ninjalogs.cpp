// Builds of a ninja log are told apart by what ninja writes of them.
#include "files/imports/logs/ninjalog.h"
#include "files/io/inputfile.h"
#include "fixtures/folder.h"

#include <QtTest>

using fixtures::Folder;

namespace {

// "a.o 0-40, b.o 5-70": milliseconds.
QString picture(const SpansRead& read)
{
    QStringList spans;
    for (const ImportedSpan& span : read.spans.spans)
        spans += QStringLiteral("%1 %2-%3")
                     .arg(QString::fromUtf8(read.spans.names.at(std::size_t(span.name))))
                     .arg(span.startNs / 1'000'000)
                     .arg(span.endNs / 1'000'000);
    return spans.join(QStringLiteral(", "));
}

// A line of the log, in milliseconds; modified so many after the beginning of 2025.
QByteArray line(int start, int end, int modified, const char* output)
{
    constexpr qint64 kBegan = 1'735'689'600'000;
    return QByteArray::number(start) + '\t' + QByteArray::number(end) + '\t' +
           QByteArray::number((kBegan + modified) * 1'000'000 + 251'102) + '\t' + output + '\t' +
           output + '\n';
}

} // namespace

class TestNinjaLogs : public QObject
{
    Q_OBJECT

    Folder m_folder;

    SpansRead read(const QByteArray& lines, const char* version = "5") const
    {
        m_folder.write("log", QByteArray("# ninja log v") + version + '\n' + lines);
        auto file = InputFile::open(m_folder.path("log"));
        return readNinjaLog(*std::get<std::unique_ptr<InputFile>>(file));
    }

    static QStringList builds(int count)
    {
        return {QStringLiteral("it holds %1 builds, which are shown one after another").arg(count)};
    }

private Q_SLOTS:
    void aLaterBuildIsToldByTheTimesOfItsFiles()
    {
        // Nothing steps back, and no output comes again.
        const auto log =
            read(line(0, 200, 200, "a") + line(10, 300, 300, "b") + line(0, 1500, 5000, "c"));
        QCOMPARE(picture(log), QStringLiteral("a 0-200, b 10-300, c 300-1800"));
        QCOMPARE(log.notes, builds(2));
    }

    void anEndThatIsLoggedLateBeginsNoBuild()
    {
        const auto log = read(line(0, 1000, 1000, "a") + line(5, 2005, 2004, "b") +
                              line(2, 2001, 2001, "c") + line(2005, 2500, 2500, "d"));
        QCOMPARE(picture(log), QStringLiteral("a 0-1000, c 2-2001, b 5-2005, d 2005-2500"));
        QCOMPARE(log.notes, QStringList());
    }

    void anOutputThatComesAgainBeginsABuild()
    {
        // As if both had begun in the same moment.
        const auto log = read(line(0, 10, 10, "a") + line(0, 20, 20, "b") + line(0, 30, 30, "a"));
        QCOMPARE(picture(log), QStringLiteral("a 0-10, b 0-20, a 20-50"));
        QCOMPARE(log.notes, builds(2));
    }

    void filesThatWereLeftAsTheyWereTellNothing()
    {
        // "kept" is older than all; "early" is written at the beginning of its step.
        const auto log = read(line(0, 100, 99, "a") + line(0, 200, -90'000, "kept") +
                              line(10, 900, 11, "early") + line(900, 950, 949, "b") +
                              QByteArray("950\t960\t0\tnothing\tff\n"));
        QCOMPARE(picture(log),
                 QStringLiteral("a 0-100, kept 0-200, early 10-900, b 900-950, nothing 950-960"));
        QCOMPARE(log.notes, QStringList());
    }

    void laterVersionsLogWhenAStepWasStarted()
    {
        // Modified when they were started, but for "looked", which was looked at afterwards.
        const auto one = read(line(0, 10, 0, "a") + line(0, 5000, 4999, "looked") +
                                  line(10, 5010, 10, "b") + line(5010, 5020, 5010, "c"),
                              "7");
        QCOMPARE(one.notes, QStringList());
        // The first step of the second build is longer than the first build.
        const auto two = read(line(0, 500, 0, "a") + line(500, 530, 500, "b") +
                                  line(0, 4000, 1000, "c") + line(0, 4100, 1000, "d"),
                              "7");
        QCOMPARE(picture(two), QStringLiteral("a 0-500, b 500-530, c 530-4530, d 530-4630"));
        QCOMPARE(two.notes, builds(2));
    }

    void timesInSecondsAreUnderstoodToo()
    {
        // As version 1.8 and older wrote them.
        const auto log = read("0\t400\t1735689600\ta\n10\t2500\t1735689602\tb\n"
                              "0\t2600\t1735689700\tc\n0\t100\t1735689800\td\n",
                              "4");
        QCOMPARE(picture(log), QStringLiteral("a 0-400, b 10-2500, c 2500-5100, d 5100-5200"));
        QCOMPARE(log.notes, builds(3));
    }

    void stepsThatWereLoggedInNoOrderAreOneBuildWhereTheirTimesSaySo()
    {
        QByteArray lines;
        for (int i = 0; i < 50; ++i) {
            const int start = i * 37 % 50 * 10;
            lines += line(start, start + 10, start + 9, QByteArray::number(i).constData());
        }
        const auto log = read(lines);
        QCOMPARE(log.notes, QStringList());
        QCOMPARE(log.spans.spans.back().endNs, 500'000'000);
    }

    void namesAreShownAsTheyAre()
    {
        const auto log = read(line(0, 10, 10, "obj/x y.o") + line(0, 20, 20, "obj/\xe9.o"), "7");
        QCOMPARE(log.spans.names.at(0).toByteArray(), QByteArray("obj/x y.o"));
        QCOMPARE(log.spans.names.at(1).toByteArray(), QByteArray("obj/\xe9.o"));
    }

    void aRealLogIsReadAsTheBuildsThatMadeIt()
    {
        // By ninja 1.11.1: "a b c d" (b and d write their file before they sleep), "big", "slow",
        // and "a" alone after it was deleted.
        const auto log = read("1\t60\t1795739577103192894\ta\t9065e8a716fb80af\n"
                              "1\t111\t1795739577051192895\td\td35ec5bae3a82aea\n"
                              "1\t309\t1795739577051192895\tb\tc108ec837eee50f1\n"
                              "309\t342\t1795739577383192884\tc\t940056ee0baeb0e9\n"
                              "0\t918\t1795739578607192841\tbig\t5cb330506e81b244\n"
                              "0\t716\t1795739578627192841\tslow\t3e4a97e371827288\n"
                              "1\t70\t1795739579403192814\ta\t9065e8a716fb80af\n");
        QCOMPARE(log.notes, builds(4));
        QCOMPARE(log.spans.spans.size(), std::size_t(7));
        QCOMPARE(log.spans.spans.back().endNs, qint64(342 + 918 + 716 + 70) * 1'000'000);
    }
};

QTEST_GUILESS_MAIN(TestNinjaLogs)
#include "tst_ninjalogs.moc"
