// What is followed to its end shows what opening the same file shows, wherever its bytes were cut.
#include "files/imports/openedrun.h"
#include "fixtures/folder.h"
#include "fixtures/followedrun.h"

#include <QRegularExpression>
#include <QtTest>

#include <algorithm>
#include <random>
#include <string>

using fixtures::Folder;
using fixtures::FollowedRun;

namespace {

// Rows stand in the order in which they are heard of, and opened in that of the threads.
QStringList rowsOf(const RunRecord& record)
{
    QStringList rows = fixtures::pictureOf(record).split(u'\n', Qt::SkipEmptyParts);
    rows.sort();
    return rows;
}

// Events of a trace: "ph name tid ts more", times in microseconds.
QByteArray trace(std::initializer_list<const char*> events)
{
    QByteArray text = "[\n";
    for (const char* event : events) {
        const QList<QByteArray> words = QByteArray(event).split(' ');
        text += (text.size() > 2 ? ",\n" : "");
        text += "{\"ph\":\"" + words[0] + "\",\"name\":\"" + words[1] +
                "\",\"pid\":1,\"tid\":" + words[2] + ",\"ts\":" + words[3];
        for (const QByteArray& more : words.mid(4))
            text += ',' + more;
        text += '}';
    }
    return text + "\n]\n";
}

} // namespace

class TestFollowedAsOpened : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsFollowedToItsEndIsWhatIsOpened_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("joblog") << QByteArray(
            "Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\t"
            "Command\n"
            "2\t:\t100.000\t     1.000\t0\t0\t0\t0\tb\n"
            "1\tfarm\t99.000\t     2.000\t0\t0\t3\t0\ta\tand more\n"
            "3\t:\t101.000\t    70.000\t0\t0\t0\t0\tc\n"
            "5\t:\t101.500\t     2.000\t0\t0\t0\t15\te\n"
            "4\t:\t100.500\t   200.000\t0\t0\t0\t0\td\n");
        QTest::newRow("old joblog")
            << QByteArray("Seq\tHost\tStarttime\tRuntime\tSend\tReceive\tExit\tSignal\tCommand\n"
                          "1\t:\t100\t1\t0\t0\t0\t0\ta\n");
        QTest::newRow("results") << QByteArray(
            "Seq,Host,Starttime,JobRuntime,Send,Receive,Exitval,Signal,Command,V1,"
            "Stdout,Stderr\n"
            "1,:,100.397,0.101,0,18,0,0,\"echo \"\"x\"\"; sleep\",x,\"out x\n\nline 2\n"
            "\",\n"
            "2,:,100.403,0.102,0,20,1,0,\"two\n\nlines\",\"y z\",\"2,:,1\n\",\n");
        QTest::newRow("ninja") << QByteArray("# ninja log v5\n"
                                             "0\t200\t1735689600200000001\ta\tf1\n"
                                             "10\t300\t1735689600300000001\tb\tf2\n"
                                             "10\t300\t1735689600300000001\tb.h\tf2\n"
                                             "5\t290\t1735689600290000001\tc\tf3\n"
                                             "0\t1500\t1735689605000000001\td\tf4\n"
                                             "0\t1600\t1735689605100000001\ta\tf1\n");
        QTest::newRow("ninja, rewritten") << rewrittenNinjaLog();
        QTest::newRow("table") << QByteArray("worker,job,start,end,status\n"
                                             "w2,c,10.001,10.005,failed\n"
                                             "w1,\"a,b\",10.000,10.002,done\n"
                                             "w1,d,9.000,9.500,done\n"
                                             "3,\"e\nf\",9.000,90.000,cancelled\n");
        QTest::newRow("table without workers") << QByteArray("sep=;\r\n"
                                                             "job;start;end\r\n"
                                                             "a;1;3,5\r\n"
                                                             "b;2;2\r\n"
                                                             "c;2;9\r\n"
                                                             "d;0,5;4\r\n");
        QTest::newRow("complete events, at their ends")
            << trace({"X inner 7 1000 \"dur\":1000", "X deep 7 2500 \"dur\":100",
                      "X inner2 7 2200 \"dur\":1000", "X outer 7 0 \"dur\":5000000",
                      "X other 8 10 \"dur\":20", "X next 7 6000000 \"dur\":1",
                      "M thread_name 7 0 \"args\":{\"name\":\"io\"}",
                      "M process_name 7 0 \"args\":{\"name\":\"server\"}"});
        QTest::newRow("complete events, by their starts")
            << trace({"X outer 7 0 \"dur\":5000000", "X inner 7 1000 \"dur\":1000",
                      "X late 7 3000000 \"dur\":1000", "X inner3 7 4999000 \"dur\":1000",
                      "X over 7 4999500 \"dur\":90000", "X next 7 6000000 \"dur\":1"});
        QTest::newRow("pairs") << trace({"B a 1 0", "B b 1 1000", "E b 1 2000", "E a 1 3000",
                                         "B a 1 3000", "E a 1 9000000", "B other 2 5",
                                         "E other 2 6"});
        QTest::newRow("asynchronous") << trace(
            {"b get 1 0 \"cat\":\"net\",\"id\":1", "b get 1 100 \"cat\":\"net\",\"id\":2",
             "b part 1 150 \"cat\":\"net\",\"id\":2", "e part 1 160 \"cat\":\"net\",\"id\":2",
             "e get 1 2000000 \"cat\":\"net\",\"id\":2", "e get 1 300 \"cat\":\"net\",\"id\":1",
             "b moves 1 400 \"cat\":\"disk\",\"id2\":{\"local\":\"0x1\"}",
             "e moves 2 500 \"cat\":\"disk\",\"id2\":{\"local\":\"0x1\"}",
             "X holds 3 0 \"dur\":1000", "b held 3 10 \"cat\":\"c\",\"id\":3",
             "e held 3 20 \"cat\":\"c\",\"id\":3", "S old 4 1 \"id\":4", "F old 4 9 \"id\":4",
             "b open 5 700 \"cat\":\"net\",\"id\":9"});
        QTest::newRow("several processes") << QByteArray(
            "[{\"ph\":\"M\",\"name\":\"process_name\",\"pid\":1,\"args\":{\"name\":"
            "\"client\"}},\n"
            "{\"ph\":\"X\",\"name\":\"compile\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":5,"
            "\"args\":{\"detail\":\"a.cpp\"}},\n"
            "{\"ph\":\"X\",\"name\":\"x\",\"pid\":2,\"tid\":\"main\",\"ts\":1,\"dur\":"
            "2.5},\n"
            "{\"ph\":\"X\",\"name\":\"y\",\"pid\":2,\"tid\":7,\"ts\":1,\"dur\":9},\n"
            "{\"ph\":\"M\",\"name\":\"thread_name\",\"pid\":2,\"tid\":7,\"args\":{"
            "\"name\":\"io\"}}]\n");
    }
    void whatIsFollowedToItsEndIsWhatIsOpened()
    {
        QFETCH(QByteArray, text);
        const Folder folder;
        folder.write("file", text);
        const auto opened = openRun(folder.path("file"));
        if (const auto* problem = std::get_if<Problem>(&opened))
            QFAIL(qPrintable(problem->message));
        const RunRecord& asOpened = *std::get<OpenedRun>(opened).record;
        QVERIFY(!rowsOf(asOpened).isEmpty());
        std::mt19937 random(1);
        const auto all = std::string_view(text.constData(), std::size_t(text.size()));
        for (const std::size_t most : {all.size(), std::size_t(1), std::size_t(40)}) {
            FollowedRun run;
            for (std::size_t at = 0; at < all.size();) {
                const std::size_t size = most == all.size() ? most : 1 + random() % most;
                run.add(all.substr(at, size));
                at += size;
            }
            run.finish();
            QCOMPARE(rowsOf(*run.record), rowsOf(asOpened));
            QCOMPARE(run.record->pool().makespanNs(), asOpened.pool().makespanNs());
        }
    }

    void spansOfAThreadInAnyOrderAreNestedAsOpened()
    {
        const Folder folder;
        std::mt19937 random(7);
        for (int round = 0; round < 100; ++round) {
            QByteArray text = "[\n";
            for (int i = 0; i < 12; ++i)
                text += "{\"ph\":\"X\",\"name\":\"" + QByteArray::number(i) +
                        "\",\"pid\":1,\"tid\":" + QByteArray::number(int(random() % 2)) +
                        ",\"ts\":" + QByteArray::number(int(random() % 20) * 1000) +
                        ",\"dur\":" + QByteArray::number(int(random() % 10) * 1000) + "},\n";
            compareWithOpened(folder, text);
        }
    }

    void depthIsNeverAWorkerWhereverTheWriterIsSilent()
    {
        std::mt19937 random(9);
        for (int round = 0; round < 100; ++round) {
            // At their ends, as programs write them; some take longer than is waited for.
            QByteArrayList lines;
            int spans = 0;
            const auto write = [&](auto&& writeNext, int from, int to, int depth) -> void {
                for (int at = from; at < to && depth < 5;) {
                    const int end = at + 1 + int(random() % unsigned(to - at));
                    writeNext(writeNext, at, end, depth + 1 + int(random() % 2));
                    lines += "{\"ph\":\"X\",\"name\":\"s\",\"pid\":1,\"tid\":1,\"ts\":" +
                             QByteArray::number(at * 100'000) +
                             ",\"dur\":" + QByteArray::number((end - at) * 100'000) + "},\n";
                    ++spans;
                    at = end + int(random() % 3);
                }
            };
            write(write, 0, 100, 0);
            FollowedRun run;
            run.add("[\n");
            for (const QByteArray& line : lines) {
                run.add({line.constData(), std::size_t(line.size())});
                if (random() % 8 == 0)
                    run.stream.silent();
            }
            run.finish();
            QCOMPARE(run.record->pool().laneCount(), 1);
            // Each is shown, or said.
            qint64 said = 0;
            const QRegularExpression number(QStringLiteral("(\\d+) spans? (lie|came)"));
            for (auto match = number.globalMatch(run.notes()); match.hasNext();)
                said += match.next().captured(1).toLongLong();
            QCOMPARE(qint64(run.record->pool().finishedCount()) + said, qint64(spans));
        }
    }

    void rowsOfATableInAnyOrderAreAsOpened()
    {
        const Folder folder;
        std::mt19937 random(8);
        for (int round = 0; round < 100; ++round) {
            QByteArray text = round % 2 == 0 ? "worker,job,start,end\n" : "nobody,job,start,end\n";
            for (int i = 0; i < 12; ++i) {
                const int start = int(random() % 20);
                text += "w" + QByteArray::number(int(random() % 3)) + ',' + QByteArray::number(i) +
                        ',' + QByteArray::number(start) + ',' +
                        QByteArray::number(start + int(random() % 10)) + '\n';
            }
            compareWithOpened(folder, text);
        }
    }

    void cutAnywhereItIsTheSame()
    {
        const std::string text = "sep=;\nworker;job;start;end\nw;\"a\n\nb\";1;2\nv;c;0;3\n";
        FollowedRun whole;
        whole.add(text);
        whole.finish();
        for (std::size_t cut = 1; cut < text.size(); ++cut) {
            FollowedRun run;
            run.add(std::string_view(text).substr(0, cut));
            run.add(std::string_view(text).substr(cut));
            run.finish();
            QCOMPARE(run.picture(), whole.picture());
        }
    }

private:
    static void compareWithOpened(const Folder& folder, const QByteArray& text)
    {
        folder.write("file", text);
        const auto opened = openRun(folder.path("file"));
        QVERIFY(std::holds_alternative<OpenedRun>(opened));
        const auto run =
            fixtures::followed(std::string_view(text.constData(), std::size_t(text.size())));
        const QStringList rows = rowsOf(*std::get<OpenedRun>(opened).record);
        QVERIFY2(rowsOf(*run->record) == rows,
                 qPrintable(QString::fromUtf8(text) + QStringLiteral("opened:\n") +
                            rows.join(u'\n') + QStringLiteral("\nfollowed:\n") + run->picture()));
    }

    // Each output once, in no order.
    static QByteArray rewrittenNinjaLog()
    {
        constexpr int kSteps = 100;
        QByteArray text = "# ninja log v5\n";
        const auto add = [&text](int end, int step, int modified) {
            const QByteArray name = QByteArray::number(step);
            text += "0\t" + QByteArray::number(end) + '\t' + QByteArray::number(modified) + '\t' +
                    name + ".o\t" + name + '\n';
        };
        for (int step = 0; step < kSteps; ++step)
            add(1 + step * 37 % kSteps, step, 1);
        add(20, 5, 2);
        add(30, 6, 2);
        return text;
    }
};

QTEST_GUILESS_MAIN(TestFollowedAsOpened)
#include "tst_followedasopened.moc"
