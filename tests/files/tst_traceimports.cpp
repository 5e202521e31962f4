// Traces of other programs become the spans that their events mean; what is not shown is said.
#include "files/tracetest.h"

using namespace tracetest;

class TestTraceImports : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPhaseThatCarriesTimeIsShown_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QString>("spans");
        QTest::addColumn<QString>("notes");
        const auto row = [](const char* name, const char* events, const char* spans,
                            const char* notes) {
            QTest::newRow(name) << json(events) << QString::fromUtf8(spans)
                                << QString::fromUtf8(notes);
        };
        row("complete", "[{'ph':'X','pid':1,'tid':2,'ts':1,'dur':4,'name':'a'}]",
            "thread 1/2: a 1-5", "");
        row("sums of clang",
            "[{'ph':'X','pid':1,'tid':2,'ts':0,'dur':4,'name':'ExecuteCompiler'},"
            "{'ph':'X','pid':1,'tid':3,'ts':0,'dur':3,'name':'Total Frontend'}]",
            "thread 1/2: ExecuteCompiler 0-4",
            "1 sum of spans (Total …) is not shown: it is no time of its own");
        row("begin and end",
            "[{'ph':'B','pid':1,'tid':2,'ts':1,'name':'a'},{'ph':'E','pid':1,'tid':2,'ts':5}]",
            "thread 1/2: a 1-5", "");
        row("asynchronous, nested under one id",
            "[{'ph':'b','pid':1,'tid':2,'ts':1,'cat':'c','id':7,'name':'outer'},"
            "{'ph':'b','pid':1,'tid':2,'ts':2,'cat':'c','id':7,'name':'inner'},"
            "{'ph':'n','pid':1,'tid':2,'ts':3,'cat':'c','id':7,'name':'mark'},"
            "{'ph':'e','pid':1,'tid':2,'ts':4,'cat':'c','id':7,'name':'inner'},"
            "{'ph':'e','pid':1,'tid':2,'ts':9,'cat':'c','id':7,'name':'outer'}]",
            "thread 1/2: outer 1-9 beside holding, inner 2-4 within",
            "not shown, as they have no duration: 1 instant");
        row("asynchronous, side by side under different ids, categories and scopes",
            "[{'ph':'b','pid':1,'tid':2,'ts':1,'cat':'c','id':'0x1','name':'a'},"
            "{'ph':'b','pid':1,'tid':2,'ts':2,'cat':'c','id':'0x2','name':'b'},"
            "{'ph':'b','pid':1,'tid':2,'ts':3,'cat':'d','id':'0x1','name':'c'},"
            "{'ph':'b','pid':1,'tid':2,'ts':4,'cat':'c','id':'0x1','scope':'s','name':'d'},"
            "{'ph':'e','pid':1,'tid':2,'ts':5,'cat':'c','id':'0x1','name':'a'},"
            "{'ph':'e','pid':1,'tid':2,'ts':6,'cat':'c','id':'0x2','name':'b'},"
            "{'ph':'e','pid':1,'tid':2,'ts':7,'cat':'d','id':'0x1','name':'c'},"
            "{'ph':'e','pid':1,'tid':2,'ts':8,'cat':'c','id':'0x1','scope':'s','name':'d'}]",
            "thread 1/2: a 1-5 beside, b 2-6 beside, c 3-7 beside, d 4-8 beside", "");
        row("asynchronous with ids of their processes",
            "[{'ph':'b','pid':1,'tid':2,'ts':1,'cat':'c','id2':{'local':'0x1'},'name':'a'},"
            "{'ph':'b','pid':3,'tid':4,'ts':2,'cat':'c','id2':{'local':'0x1'},'name':'a'},"
            "{'ph':'e','pid':1,'tid':2,'ts':5,'cat':'c','id2':{'local':'0x1'},'name':'a'},"
            "{'ph':'e','pid':3,'tid':4,'ts':9,'cat':'c','id2':{'local':'0x1'},'name':'a'}]",
            "thread 1/2: a 1-5 beside; thread 3/4: a 2-9 beside", "");
        row("asynchronous from one process to another",
            "[{'ph':'M','pid':3,'name':'process_name','args':{'name':'renderer'}},"
            "{'ph':'M','pid':1,'name':'process_name','args':{'name':'browser'}},"
            "{'ph':'X','pid':3,'tid':4,'ts':6,'dur':1,'name':'x'},"
            "{'ph':'b','pid':1,'tid':2,'ts':1,'cat':'nav','id2':{'global':5},'name':'a'},"
            "{'ph':'e','pid':3,'tid':4,'ts':5,'cat':'nav','id2':{'global':5},'name':'a'}]",
            "renderer: x 6-7; browser nav: a 1-5 beside", "");
        row("asynchronous of two processes that count their ids alike",
            "[{'ph':'b','pid':1,'tid':1,'ts':1,'cat':'c','id':0,'name':'a'},"
            "{'ph':'b','pid':2,'tid':2,'ts':2,'cat':'c','id':0,'name':'a'},"
            "{'ph':'e','pid':1,'tid':1,'ts':5,'cat':'c','id':0,'name':'a'},"
            "{'ph':'e','pid':2,'tid':2,'ts':9,'cat':'c','id':0,'name':'a'}]",
            "thread 1/1: a 1-5 beside; thread 2/2: a 2-9 beside", "");
        row("asynchronous in no order",
            "[{'ph':'e','pid':1,'tid':2,'ts':5,'cat':'c','id':1,'name':'a'},"
            "{'ph':'b','pid':1,'tid':2,'ts':1,'cat':'c','id':1,'name':'a'}]",
            "thread 1/2: a 1-5 beside", "");
        row("asynchronous within what its thread does",
            "[{'ph':'X','pid':1,'tid':1,'ts':0,'dur':10,'name':'compile'},"
            "{'ph':'b','pid':1,'tid':1,'ts':1,'cat':'Source','id':0,'name':'Source','args':"
            "{'detail':'a.h'}},"
            "{'ph':'b','pid':1,'tid':1,'ts':2,'cat':'Source','id':0,'name':'Source','args':"
            "{'detail':'b.h'}},"
            "{'ph':'e','pid':1,'tid':1,'ts':3,'cat':'Source','id':0,'name':'Source'},"
            "{'ph':'e','pid':1,'tid':1,'ts':9,'cat':'Source','id':0,'name':'Source'}]",
            "thread 1/1: compile 0-10, Source a.h 1-9 holding, Source b.h 2-3 within", "");
        row("asynchronous without the other half",
            "[{'ph':'b','pid':1,'tid':2,'ts':1,'cat':'c','id':1,'name':'open'},"
            "{'ph':'e','pid':1,'tid':2,'ts':5,'cat':'c','id':2,'name':'a'},"
            "{'ph':'i','pid':1,'tid':2,'ts':7,'name':'last'}]",
            "thread 1/2: open 1-7? beside",
            "not shown, as they have no duration: 1 instant; 1 end has no beginning; 1 span "
            "has no end: it is shown as not finished, to the end of the trace; the first is "
            "open");
        row("asynchronous, of old",
            "[{'ph':'S','pid':1,'tid':2,'ts':1,'cat':'c','id':1,'name':'a'},"
            "{'ph':'T','pid':1,'tid':2,'ts':2,'cat':'c','id':1,'name':'a'},"
            "{'ph':'F','pid':1,'tid':2,'ts':5,'cat':'c','id':1,'name':'a'}]",
            "thread 1/2: a 1-5 beside", "not shown, as they have no duration: 1 asynchronous step");
        row("others",
            "[{'ph':'X','pid':1,'tid':2,'ts':1,'dur':4,'name':'a'},{'ph':'C'},{'ph':'C'},"
            "{'ph':'P'},{'ph':'s'},{'ph':'f'},{'ph':'N'},{'ph':'I'},{'ph':'R'},{'ph':'?'},{}]",
            "thread 1/2: a 1-5",
            "not shown, as they have no duration: 2 instants, 2 counter values, 1 sample, 2 flow "
            "events, 1 object event, 2 events of phases that are not known");
    }

    void eachPhaseThatCarriesTimeIsShown()
    {
        QFETCH(QByteArray, events);
        QFETCH(QString, spans);
        QFETCH(QString, notes);
        const Imported imported = importOf(events);
        QCOMPARE(imported.problem, QString());
        QCOMPARE(picture(imported.spans), spans);
        QCOMPARE(imported.notes, notes);
    }

    void beginningsAndEndsArePairedAsTheyAreMeant_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QString>("spans");
        QTest::addColumn<QString>("says");
        // "B a 1" begins a at 1 µs, "E a 5" ends it, "E 5" does so without a name.
        const auto row = [](const char* name, const char* events, const char* spans,
                            const char* says) {
            QByteArray trace;
            for (const QByteArray& event : QByteArray(events).split(',')) {
                const auto words = event.trimmed().split(' ');
                trace += trace.isEmpty() ? "[" : ",";
                trace +=
                    "{\"pid\":1,\"tid\":2,\"ph\":\"" + words.first() + "\",\"ts\":" + words.last();
                if (words.size() == 3)
                    trace += ",\"name\":\"" + words[1] + '"';
                trace += '}';
            }
            QTest::newRow(name) << trace + ']'
                                << QStringLiteral("thread 1/2: ") + QString::fromUtf8(spans)
                                << QString::fromUtf8(says);
        };
        row("within each other", "B a 0, B b 1, E 2, E 3", "a 0-3, b 1-2", "");
        row("overlapping, each closed at once", "B a 0, E 64, B b 20, E 64, B c 60, E 99",
            "a 0-64, b 20-64, c 60-99", "in the order of the file");
        row("an end bears another name", "B a 0, B b 1, E c 2, E b 9, E a 10", "a 0-9, b 1-2",
            "1 end has no beginning; 2 ends bear another name");
        row("all ends first", "E b 9, E a 10, B a 0, B b 1", "a 0-10, b 1-9", "paired by time");
        row("in no order, by the names", "B b 2, E a 20, B a 0, E b 10", "a 0-20, b 2-10",
            "paired by time");
        row("an end before its beginning", "B a 5, E a 1, B a 0, E a 7", "a 0-1, a 5-7",
            "paired by time");
        row("a beginning before the open one", "B b 5, B a 1, E b 6, E a 9", "a 1-9, b 5-6",
            "paired by time");
        row("nothing ends it", "B server 0, B request 1, E 3, B late 4",
            "server 0-4?, request "
            "1-3, late 4-4?",
            "2 spans have no end: they are shown as not finished, to the end of "
            "the trace; the first is server");
    }

    void beginningsAndEndsArePairedAsTheyAreMeant()
    {
        QFETCH(QByteArray, events);
        QFETCH(QString, spans);
        QFETCH(QString, says);
        const Imported imported = importOf(events);
        QCOMPARE(imported.problem, QString());
        QCOMPARE(picture(imported.spans), spans);
        QVERIFY2(imported.notes.contains(says), qPrintable(imported.notes));
        QCOMPARE(imported.notes.isEmpty(), says.isEmpty());
    }

    void lanesSayTheirProcessAndThread_data()
    {
        QTest::addColumn<QByteArray>("events");
        QTest::addColumn<QString>("threads");
        // "process 1 rank0", "thread 1 7 main", "sort 1 7 -2", "span 1 7"; 0 is no number here.
        const auto row = [](const char* name, const char* events, const char* threads) {
            QByteArray trace;
            for (const QByteArray& event : QByteArray(events).split(',')) {
                const auto words = event.trimmed().split(' ');
                const auto ids = [&words](bool withThread) {
                    return "\"pid\":\"" + words[1] + '"' +
                           (withThread && words[2] != "0" ? ",\"tid\":\"" + words[2] + '"' : "");
                };
                const auto meta = [](const QByteArray& what, const QByteArray& id,
                                     const QByteArray& args) {
                    return "{\"ph\":\"M\",\"name\":\"" + what + "\"," + id + ",\"args\":{" + args +
                           "}}";
                };
                trace += trace.isEmpty() ? "[" : ",";
                if (words[0] == "process")
                    trace += meta("process_name", ids(false), "\"name\":\"" + words[2] + '"');
                else if (words[0] == "thread")
                    trace += meta("thread_name", ids(true), "\"name\":\"" + words[3] + '"');
                else if (words[0] == "sort")
                    trace += meta(words[2] == "0" ? "process_sort_index" : "thread_sort_index",
                                  ids(true), "\"sort_index\":" + words[3]);
                else
                    trace += "{\"ph\":\"X\",\"ts\":1,\"dur\":2,\"name\":\"x\"," + ids(true) + '}';
            }
            QTest::newRow(name) << trace + ']' << QString::fromUtf8(threads);
        };
        row("nothing is named", "span 1 7, span 2 7", "thread 1/7, thread 2/7");
        row("one process", "process 1 python, thread 1 7 main, span 1 7", "main");
        row("one process, no thread", "process 1 python, span 1 7", "python");
        row("one process, threads without a name", "process 1 python, span 1 7, span 1 worker:ab",
            "python 7, worker:ab");
        row("several processes",
            "process 1 rank0, thread 1 7 main, process 2 rank1, thread 2 7 main, span 1 7, span 2 "
            "7, span 2 9",
            "rank0 main, rank1 main, rank1 9");
        row("without threads", "process 1 gpu0, process 2 gpu1, span 1 0, span 2 0", "gpu0, gpu1");
        row("a process without a name", "thread 1 7 main, thread 2 7 main, span 1 7, span 2 7",
            "1 main, 2 main");
        row("the same names", "process 1 python, thread 1 7 io, thread 1 8 io, span 1 7, span 1 8",
            "io (1/7), io (1/8)");
        row("named after their spans", "span 1 7, process 1 python, thread 1 7 main", "main");
        row("named without spans", "thread 1 6 idle, thread 1 7 main, span 1 7", "main");
        row("of one process together", "span 1 a, span 2 b, span 1 c",
            "thread 1/a, thread 1/c, thread 2/b");
        row("sorted",
            "sort 1 a 5, sort 1 c -5, sort 2 0 -1, span 1 a, span 2 b, span 1 c, span 1 "
            "d",
            "thread 2/b, thread 1/c, thread 1/d, thread 1/a");
    }

    void lanesSayTheirProcessAndThread()
    {
        QFETCH(QByteArray, events);
        QFETCH(QString, threads);
        const Imported imported = importOf(events);
        QCOMPARE(imported.problem, QString());
        QCOMPARE(QStringList(imported.spans.threads.begin(), imported.spans.threads.end())
                     .join(QStringLiteral(", ")),
                 threads);
    }

    void longNamesLoseTheirMiddle()
    {
        const QByteArray host(200, 'h');
        const Imported imported =
            importOf(json("[{'ph':'M','pid':1,'name':'process_name','args':{'name':'" + host +
                          "one'}},{'ph':'M','pid':2,'name':'process_name','args':{'name':'" + host +
                          "two'}},{'ph':'X','pid':1,'tid':1,'ts':1,'dur':1},"
                          "{'ph':'X','pid':2,'tid':1,'ts':1,'dur':1}]"));
        const auto& threads = imported.spans.threads;
        QCOMPARE(threads.size(), std::size_t(2));
        for (const QString& thread : threads)
            QCOMPARE(thread.size(), RunOrigin::kMaxNameLength);
        QVERIFY(threads[0].startsWith(u'h') && threads[0].endsWith(QLatin1String("hone")));
        QVERIFY(threads[1].endsWith(QLatin1String("htwo")));
    }

    void tasksOfRayBearTheirFunction()
    {
        const Imported imported = importOf(json(
            "[{'cat':'task::f','name':'task::f','pid':'127.0.0.1','tid':'worker:ab','ts':10.5,"
            "'dur':300.75,'ph':'X','cname':'rail_response','args':{'func_or_class_name':'f'}},"
            "{'cat':'task:execute','name':'task:execute','pid':'127.0.0.1','tid':'worker:ab',"
            "'ts':20.0,'dur':200.0,'ph':'X','args':{'func_or_class_name':'f'}},"
            "{'name':'process_name','ph':'M','pid':'127.0.0.1','tid':null,'ts':null,'cat':null,"
            "'args':{'name':'Node 127.0.0.1'}},"
            "{'name':'thread_name','ph':'M','pid':'127.0.0.1','tid':'worker:ab','ts':null,"
            "'args':{'name':'worker:ab'}}]"));
        QCOMPARE(picture(imported.spans),
                 QStringLiteral("worker:ab: task::f 10.5-311.25, task:execute f 20-220"));
        QCOMPARE(imported.notes, QString());
    }

    void tasksOfDaskBearTheirKeyWhereTheyHaveNoName()
    {
        const Imported imported =
            importOf(json("[{'ph':'X','pid':'host','tid':'w1','ts':1,'dur':2,'args':{'key':"
                          "'sum-1'}},{'ph':'X','pid':'host','tid':'w1','ts':3,'dur':2,'name':'inc',"
                          "'args':{'key':'inc-2'}}]"));
        QCOMPARE(picture(imported.spans), QStringLiteral("thread host/w1: sum-1 1-3, inc 3-5"));
    }

    void theCriticalPathOfBazelIsSaidToRepeatOthers()
    {
        const Imported imported = importOf(json(
            "[{'name':'thread_name','ph':'M','pid':1,'tid':0,'args':{'name':'Critical Path'}},"
            "{'name':'thread_name','ph':'M','pid':1,'tid':7,'args':{'name':'skyframe-0'}},"
            "{'cat':'action processing','name':'a','ph':'X','ts':1,'dur':5,'pid':1,'tid':7},"
            "{'cat':'critical path component','name':'action a','ph':'X','ts':1,'dur':5,'pid':1,"
            "'tid':0}]"));
        QCOMPARE(picture(imported.spans),
                 QStringLiteral("Critical Path: action a 1-6; skyframe-0: a 1-6"));
        QVERIFY(imported.notes.contains(QLatin1String("1 span of the critical path repeats")));
    }
};

QTEST_GUILESS_MAIN(TestTraceImports)
#include "tst_traceimports.moc"
