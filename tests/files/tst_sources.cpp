// What services and tools say of their jobs opens as what can be seen in it.
#include "files/imports/openedrun.h"
#include "fixtures/folder.h"
#include "text/settingstext.h"
#include "timeline/originkind.h"

#include <QtTest>

using fixtures::Folder;

namespace {

constexpr double kS = 1e9;

QString endOf(const Span& span)
{
    if (!span.endNs)
        return QStringLiteral("…");
    const QString mark = span.status == JobStatus::Failed      ? QStringLiteral("!")
                         : span.status == JobStatus::Cancelled ? QStringLiteral("x")
                                                               : QString();
    return QString::number(double(*span.endNs) / kS) + mark;
}

// The spans lane by lane, a line each: "runner: build 0-5, test 5-9!", in seconds; "!" failed, "x"
// was cancelled.
QString picture(const RunRecord& record)
{
    QString text;
    for (int i = 0; i < record.pool().laneCount(); ++i) {
        const Lane& lane = record.pool().lane(i);
        QStringList spans;
        for (std::size_t k = 0; k < lane.startedCount(); ++k) {
            const Span span = lane.span(k);
            const auto name = record.plan.inputs.lines->at(std::size_t(span.job.number - 1));
            spans += QStringLiteral("%1 %2-%3")
                         .arg(QString::fromUtf8(name), QString::number(double(span.startNs) / kS),
                              endOf(span));
        }
        text += record.origin.lanes[std::size_t(i)].name + QStringLiteral(": ") +
                spans.join(QStringLiteral(", ")) + u'\n';
    }
    return text;
}

// With single quotes for double ones.
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

QString errorOf(const OpenedRun& run, int lane, std::size_t span)
{
    return *run.record->pool().lane(lane).errorOf(span);
}

} // namespace

class TestSources : public QObject
{
    Q_OBJECT

    Folder m_folder;

    Result<OpenedRun> opened(const QByteArray& bytes) const
    {
        m_folder.write("file", bytes);
        return openRun(m_folder.path("file"));
    }

    OpenedRun open(const QByteArray& bytes) const
    {
        auto result = opened(bytes);
        if (const auto* problem = std::get_if<Problem>(&result)) {
            qWarning().noquote() << problem->message;
            return {};
        }
        return std::get<OpenedRun>(result);
    }

    static OpenedRun openFile(const char* name)
    {
        auto result = openRun(QStringLiteral(OF_TOOLS "/") + QLatin1String(name));
        return std::holds_alternative<OpenedRun>(result) ? std::get<OpenedRun>(result)
                                                         : OpenedRun{};
    }

    QString problem(const QByteArray& bytes) const
    {
        const auto result = opened(bytes);
        const auto* problem = std::get_if<Problem>(&result);
        return problem ? problem->message : QStringLiteral("it opened");
    }

private Q_SLOTS:
    void jobsOfGithubStandOnTheirRunners()
    {
        const auto run = open(
            json("{'total_count':3,'jobs':[{'id':1,'run_id':7,'status':'completed',"
                 "'conclusion':'success','created_at':'2026-03-01T10:00:00Z',"
                 "'started_at':'2026-03-01T10:00:05Z','completed_at':'2026-03-01T10:01:05Z',"
                 "'name':'build (gcc)','runner_name':'big-1','steps':[]},"
                 "{'id':2,'status':'completed','conclusion':'failure',"
                 "'created_at':'2026-03-01T10:00:00Z','started_at':'2026-03-01T10:01:06Z',"
                 "'completed_at':'2026-03-01T10:01:36Z','name':'test','runner_name':'big-1'},"
                 "{'id':3,'status':'completed','conclusion':'skipped','name':'deploy',"
                 "'started_at':'2026-03-01T10:01:36Z','completed_at':'2026-03-01T10:01:36Z'}]}"));
        QVERIFY(run.record);
        QCOMPARE(run.record->origin.kind, QString(originkind::kGithubJobs));
        QVERIFY(runText(*run.record).startsWith(QLatin1String("jobs of GitHub Actions:")));
        // From when the first one was queued.
        QCOMPARE(picture(*run.record), QStringLiteral("big-1: build (gcc) 5-65, test 66-96!\n"));
        QCOMPARE(run.record->pool().queuedCount(), 2U);
        QCOMPARE(errorOf(run, 0, 1), QStringLiteral("its conclusion is \"failure\""));
        QCOMPARE(run.notes,
                 QStringList{QStringLiteral("skipped jobs and steps, which are not shown: 1")});
    }

    void pagesOfGithubAndWhatItsToolPrintsAreTheSameJobs()
    {
        const QByteArray a = json("{'jobs':[{'run_id':7,'status':'completed','conclusion':"
                                  "'success','started_at':'2026-03-01T10:00:00Z','completed_at':"
                                  "'2026-03-01T10:00:04Z','name':'a','runner_name':'r'}]}");
        const QByteArray b = json("{'jobs':[{'run_id':7,'status':'completed','conclusion':"
                                  "'success','started_at':'2026-03-01T10:00:04Z','completed_at':"
                                  "'2026-03-01T10:00:06Z','name':'b','runner_name':'r'}]}");
        for (const QByteArray& pages : {'[' + a + ',' + b + ']', a + '\n' + b, a + b}) {
            const auto run = open(pages);
            QVERIFY(run.record);
            QCOMPARE(picture(*run.record), QStringLiteral("r: a 0-4, b 4-6\n"));
        }
        const auto tool = open(json(
            "{'jobs':[{'completedAt':'2026-03-01T10:00:04Z','conclusion':'success','databaseId':5,"
            "'name':'a','startedAt':'2026-03-01T10:00:00Z','status':'completed'},"
            "{'completedAt':'0001-01-01T00:00:00Z','conclusion':'','databaseId':6,"
            "'name':'b','startedAt':'2026-03-01T10:00:01Z','status':'in_progress'}]}"));
        QVERIFY(tool.record);
        QCOMPARE(tool.record->pool().laneCount(), 2);
        QCOMPARE(tool.record->origin.lanes[0].name, QStringLiteral("slot 1"));
    }

    void jobsOfGitlabStandOnTheirRunners()
    {
        const auto run = open(
            json("[{'id':1,'status':'success','stage':'build','name':'compile','created_at':"
                 "'2026-03-01T12:00:00.000+02:00','started_at':'2026-03-01T10:00:10.250Z',"
                 "'finished_at':'2026-03-01T10:00:40.750Z','duration':30.5,'queued_duration':4.25,"
                 "'runner':{'id':3,'description':'shared-3'}},"
                 "{'id':2,'status':'failed','stage':'test','name':'unit','created_at':"
                 "'2026-03-01T10:00:00Z','started_at':'2026-03-01T10:00:41Z','finished_at':"
                 "'2026-03-01T10:00:50.750Z','failure_reason':'script_failure',"
                 "'runner':{'id':3,'description':'shared-3'}},"
                 "{'id':4,'status':'manual','stage':'deploy','name':'deploy','created_at':"
                 "'2026-03-01T10:00:00Z','started_at':null,'finished_at':null,'runner':null}]"));
        QVERIFY(run.record);
        QCOMPARE(run.record->origin.kind, QString(originkind::kGitlabJobs));
        QCOMPARE(picture(*run.record),
                 QStringLiteral("shared-3: compile 0-30.5, unit 30.75-40.5!\n"));
        QCOMPARE(errorOf(run, 0, 1), QStringLiteral("\"script_failure\""));
        QCOMPARE(run.notes.size(), 2);
        QCOMPARE(run.notes[0], QStringLiteral("skipped jobs and steps, which are not shown: 1"));
        QVERIFY(run.notes[1].contains(QLatin1String("did not start in the order")));
    }

    void aTimeThatIsNoneIsSaidAndNotTakenForZero()
    {
        const auto run = open(
            json("[{'stage':'s','status':'success','name':'a','created_at':'2026-03-01T10:00:00Z',"
                 "'started_at':'2026-03-01T10:00:00Z','finished_at':'2026-03-01T10:00:01Z'},"
                 "{'stage':'s','status':'success','name':'b','created_at':'2026-03-01T10:00:00Z',"
                 "'started_at':1772359200,'finished_at':'2026-03-01T10:00:01Z'},"
                 "{'stage':'s','status':'sleepy','name':'c','created_at':'2026-03-01T10:00:00Z',"
                 "'started_at':'2026-03-01T10:00:00Z','finished_at':'2026-03-01T10:00:01Z'}]"));
        QVERIFY(run.record);
        QCOMPARE(run.record->settings.jobs.count, 2);
        const QString notes = run.notes.join(u' ');
        QVERIFY2(notes.contains(QLatin1String("left out: one of its times")), qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("shown as finished: \"sleepy\"")), qPrintable(notes));
    }

    void whatEndsEarlyIsShownAsFarAsItGoes()
    {
        const auto run = open(json(
            "{'total_count':2,'jobs':[{'name':'a','status':'completed','conclusion':'success',"
            "'started_at':'2026-03-01T10:00:00Z','completed_at':'2026-03-01T10:00:01Z'},{'na"));
        QVERIFY(run.record);
        QCOMPARE(run.record->settings.jobs.count, 1);
        QVERIFY2(run.notes.first().contains(QLatin1String("it ends early, at byte")),
                 qPrintable(run.notes.first()));
        QVERIFY(problem(json("{'total_count':0,'jobs':[]}")).contains(QLatin1String("no span")));
    }

    void testsThatGoogleTestDidNotRunHaveNotPassed()
    {
        const auto run =
            open(json("<testsuite name='s'><testcase name='a' status='run' time='1'/>"
                      "<testcase name='b' status='notrun' result='suppressed' time='0'/>"
                      "<testcase name='c' status='fail' time='2'/></testsuite>"));
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record), QStringLiteral("s: a 0-1, c 1-3!\n"));
        QVERIFY(
            run.notes.join(u' ').contains(QLatin1String("skipped tests, which are not shown: 1")));
    }

    void theTestsOfASuiteStandOneAfterAnother()
    {
        const auto run = open(json(
            "<?xml version='1.0'?>\n<!-- of CI -->\n<testsuites>"
            "<testsuite name='net' timestamp='2026-03-01T10:00:00' time='3.5'>"
            "<testcase classname='net.Ping' name='answers' time='1.5'/>"
            "<testcase classname='net.Ping' name='waits' time='2'>"
            "<failure message='no answer &lt;in time&gt;&#10;at line 3'>trace</failure></testcase>"
            "<testcase classname='net.Ping' name='v6' time='0'><skipped/></testcase></testsuite>"
            "<testsuite name='disk' timestamp='2026-03-01T10:00:01'>"
            "<testcase name='writes' time='1,000.25'><error>full\ntwice</error></testcase>"
            "<testcase name='reads'/></testsuite></testsuites>\n"));
        QVERIFY(run.record);
        QCOMPARE(run.record->origin.kind, QString(originkind::kJunitReport));
        QCOMPARE(picture(*run.record),
                 QStringLiteral("net: net.Ping.answers 0-1.5, net.Ping.waits 1.5-3.5!\n"
                                "disk: writes 1-1001.25!\n"));
        QCOMPARE(errorOf(run, 0, 1), QStringLiteral("no answer <in time>"));
        QCOMPARE(errorOf(run, 1, 0), QStringLiteral("full"));
        const QString notes = run.notes.join(u'|');
        QVERIFY2(notes.contains(QLatin1String("skipped tests, which are not shown: 1")),
                 qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("tests without a time, which are not shown: 1")),
                 qPrintable(notes));
    }

    void suitesWithoutATimestampStandOneAfterAnother()
    {
        const auto run = open(json("<testsuite name='outer'><testcase name='a' time='1'/>"
                                   "<testsuite name='inner'><testcase name='b' time='2'/>"
                                   "</testsuite><testcase name='c' time='1'/></testsuite>"));
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record), QStringLiteral("outer: a 0-1, c 3-4\ninner: b 1-3\n"));
    }

    void testsThatSayWhenTheyBeganStandThere()
    {
        // As cargo-nextest writes it: tests of a suite run at once, in the order of their ends.
        const auto run = open(
            json("<testsuites name='nextest-run' timestamp='2026-03-01T10:00:00.000+00:00'>"
                 "<testsuite name='demo'>"
                 "<testcase name='b' timestamp='2026-03-01T10:00:00.100+00:00' time='0.300'/>"
                 "<testcase name='a' timestamp='2026-03-01T11:00:00.000+01:00' time='0.500'>"
                 "<flakyFailure timestamp='2026-03-01T10:00:00.000+00:00' time='0.1' type='x'/>"
                 "</testcase>"
                 "<testcase name='c' timestamp='2026-03-01T10:00:00.399+00:00' time='0.250'/>"
                 "</testsuite></testsuites>"));
        QVERIFY(run.record);
        // c began when b was over: timestamps are cut to milliseconds.
        QCOMPARE(picture(*run.record),
                 QStringLiteral("demo: a 0-0.5\ndemo: b 0.1-0.4, c 0.4-0.65\n"));
        QCOMPARE(run.notes, QStringList(QStringLiteral(
                                "attempts at tests that were repeated, which are not shown: 1")));
    }

    void testsThatBeganInTheSameSecondStandOneAfterAnother()
    {
        const auto run =
            open(json("<testsuite name='s' timestamp='2026-03-01T10:00:00'>"
                      "<testcase name='a' timestamp='2026-03-01T10:00:00' time='0.25'/>"
                      "<testcase name='b' timestamp='2026-03-01T10:00:00' time='0.25'/>"
                      "<testcase name='c' timestamp='2026-03-01T10:00:01' time='5'/>"
                      "<testcase name='d' timestamp='2026-03-01T10:00:02' time='1'/>"
                      "<testcase name='e' timestamp='soon' time='1'/></testsuite>"));
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record),
                 QStringLiteral("s: a 0-0.25, b 0.25-0.5, c 1-6, e 6-7\ns: d 2-3\n"));
        const QString notes = run.notes.join(u'|');
        QVERIFY2(notes.contains(QLatin1String("are shown behind it: 1")), qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("the timestamp soon is none")), qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("not when each began")), qPrintable(notes));
    }

    void theEncodingOfAReportIsThatOfItsDeclaration()
    {
        const auto run = open(json("<?xml version='1.0' encoding='ISO-8859-1'?><testsuite "
                                   "name='s'><testcase name='gr\xf6\xdf"
                                   "e' time='1'/></testsuite>"));
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record), QString::fromUtf8("s: größe 0-1\n"));
        const QString other = problem(json("<?xml version='1.0' encoding='x-none-such'?><testsuite "
                                           "name='s'><testcase name='a' time='1'/></testsuite>"));
        QVERIFY2(other.contains(QLatin1String("x-none-such")), qPrintable(other));
        const QString wrong = problem(json("<?xml version='1.0' encoding='utf-16'?><testsuite "
                                           "name='s'><testcase name='a' time='1'/></testsuite>"));
        QVERIFY2(wrong.contains(QLatin1String("it is in utf-16, which it is not")),
                 qPrintable(wrong));
    }

    void aReportOfTestsDefinesNothing()
    {
        QVERIFY(problem("<testsuites>&lol;</testsuites>").contains(QLatin1String("at line 1")));
        const QByteArray bomb = json("<?xml version='1.0'?><!DOCTYPE testsuites [<!ENTITY a "
                                     "'aaaa'>]><testsuites>&a;</testsuites>");
        QVERIFY(problem(bomb).contains(QLatin1String("document type (DOCTYPE testsuites)")));
        QVERIFY(problem("<!DOCTYPE html><html></html>").contains(QLatin1String("no saved run")));
        const QByteArray deep = "<testsuites>" + QByteArray("<x>").repeated(100);
        QVERIFY(problem(deep).contains(QLatin1String("deeper than 64")));
        const QByteArray endless = "<testsuites><system-out>" + QByteArray(20 << 20, 'x');
        QVERIFY(problem(endless).contains(QLatin1String("longer than 16 MiB")));
        QVERIFY(problem(json("<testsuite><testcase name='b' time='x'/></testsuite>"))
                    .contains(QLatin1String("its time is x")));
    }

    void unitsOfCargoStandInSlots()
    {
        const auto run = open(
            "<html>\n<head>\n  <title>Cargo Build Timings \xe2\x80\x94 demo 0.1.0</title>\n" +
            QByteArray(8000, ' ') +
            json("<script>\nDURATION = 3;\nconst UNIT_DATA = [\n"
                 "{'i':0,'name':'demo','version':'0.1.0','mode':'todo','target':' build script',"
                 "'start':0.0,'duration':1.25,'rmeta_time':null},\n"
                 "{'i':1,'name':'libc','version':'0.2.1','mode':'todo','target':'',"
                 "'start':0.5,'duration':2.0,'rmeta_time':1.0}];\nconst CONCURRENCY_DATA = [];\n"
                 "</script></html>"));
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(run.record->origin.kind, QString(originkind::kCargoTimings));
        QCOMPARE(picture(*run.record), QStringLiteral("slot 1: demo v0.1.0 build script 0-1.25\n"
                                                      "slot 2: libc v0.2.1 0.5-2.5\n"));
    }

    void spansOfOpenTelemetryStandByServiceAndInstance()
    {
        const QByteArray web = json(
            "{'resourceSpans':[{'resource':{'attributes':[{'key':'service.name','value':"
            "{'stringValue':'web'}},{'key':'service.instance.id','value':{'stringValue':'i1'}}]},"
            "'scopeSpans':[{'scope':{},'spans':[{'traceId':'aa','spanId':'01','name':'GET /',"
            "'startTimeUnixNano':'1772359200000000000','endTimeUnixNano':'1772359203000000000',"
            "'status':{'code':2,'message':'gone'}}]}]}]}");
        const QByteArray data = json(
            "{'resourceSpans':[{'scopeSpans':[{'spans':[{'traceId':'aa','spanId':'02',"
            "'parentSpanId':'01','name':'select','startTimeUnixNano':1772359201000000000,"
            "'endTimeUnixNano':'1772359202000000000'},{'traceId':'aa','spanId':'04','name':'?',"
            "'endTimeUnixNano':'1772359202000000000'}]}],'resource':{'attributes':["
            "{'key':'service.name','value':{'stringValue':'db'}}]}}]}");
        const auto run = open(web + '\n' + data + '\n');
        QVERIFY(run.record);
        QCOMPARE(run.record->origin.kind, QString(originkind::kOtlpSpans));
        QCOMPARE(picture(*run.record), QStringLiteral("web: GET / 0-3!\ndb: select 1-2\n"));
        QCOMPARE(errorOf(run, 0, 0), QStringLiteral("gone"));
        QVERIFY2(run.notes.join(u' ').contains(QLatin1String("its startTimeUnixNano is null")),
                 qPrintable(run.notes.join(u' ')));
    }

    void spansOfJaegerStandByService()
    {
        const auto run = open(json(
            "{'data':[{'traceID':'t','spans':[{'traceID':'t','spanID':'a','operationName':'buy',"
            "'references':[],'startTime':1772359200000000,'duration':2000000,'tags':[],"
            "'processID':'p1'},{'traceID':'t','spanID':'b','operationName':'pay','references':"
            "[{'refType':'CHILD_OF','traceID':'t','spanID':'a'}],'startTime':1772359200500000,"
            "'duration':250000,'tags':[{'key':'error','type':'bool','value':true}],"
            "'processID':'p2'},{'traceID':'t','spanID':'c','operationName':'log','startTime':"
            "'soon','duration':1,'processID':'p1'}],"
            "'processes':{'p1':{'serviceName':'shop'},'p2':{'serviceName':'bank'}}}]}"));
        QVERIFY(run.record);
        QCOMPARE(run.record->origin.kind, QString(originkind::kJaegerSpans));
        QCOMPARE(picture(*run.record), QStringLiteral("shop: buy 0-2\nbank: pay 0.5-0.75!\n"));
        QVERIFY2(run.notes.join(u' ').contains(QLatin1String("its startTime is \"soon\"")),
                 qPrintable(run.notes.join(u' ')));
    }

    void stepsArePartsOfTheirJob()
    {
        const auto run = open(json(
            "{'jobs':[{'run_id':7,'status':'completed','conclusion':'failure','name':'build',"
            "'started_at':'2026-03-01T10:00:00Z','completed_at':'2026-03-01T10:01:00Z',"
            "'runner_name':'r','steps':[{'name':'make','status':'completed','conclusion':"
            "'success','started_at':'2026-03-01T10:00:01Z','completed_at':'2026-03-01T10:00:40Z'},"
            "{'name':'check','status':'completed','conclusion':'failure','started_at':"
            "'2026-03-01T10:00:40Z','completed_at':'2026-03-01T10:00:59Z'}]},"
            "{'run_id':7,'status':'in_progress','conclusion':null,'name':'lint','started_at':"
            "'2026-03-01T10:00:10Z','completed_at':null,'runner_name':'s'}]}"));
        QVERIFY(run.record);
        QCOMPARE(run.record->settings.jobs.count, 2);
        QCOMPARE(picture(*run.record), QStringLiteral("r: build 0-60!\ns: lint 10-…\n"));
        QVERIFY2(run.notes.join(u' ').contains(QLatin1String("2 spans lie within others")),
                 qPrintable(run.notes.join(u' ')));
    }

    void spansWithinOneServiceCountOnce()
    {
        constexpr qint64 kZeroNs = 1'772'359'200'000'000'000;
        const auto span = [](const char* id, const char* parent, int from, int to) {
            return QStringLiteral("{'traceId':'t','spanId':'%1','parentSpanId':'%2','name':'%1',"
                                  "'startTimeUnixNano':%3,"
                                  "'endTimeUnixNano':%4}")
                .arg(QLatin1String(id), QLatin1String(parent))
                .arg(kZeroNs + from * qint64(kS))
                .arg(kZeroNs + to * qint64(kS));
        };
        const auto of = [](const char* service, const QStringList& spans) {
            return QStringLiteral("{'resourceSpans':[{'resource':{'attributes':[{'key':"
                                  "'service.name','value':{'stringValue':'%1'}}]},'scopeSpans':"
                                  "[{'spans':[%2]}]}]}\n")
                .arg(QLatin1String(service), spans.join(u','));
        };
        // The parts come first, as they end first; d only begins when its parent is over.
        const QString web = of("web", {span("b", "a", 1, 2), span("c", "b", 1, 2),
                                       span("a", "", 0, 5), span("d", "a", 6, 7)});
        const auto run = open(json((web + of("db", {span("e", "a", 2, 4)})).toUtf8()));
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record), QStringLiteral("web: a 0-5, d 6-7\ndb: e 2-4\n"));
    }

    void whatIsNoJsonIsSaid()
    {
        const auto run = open(json("{'data':[{'traceID':'t','spans':[{'spanID':'a',"
                                   "'operationName':'buy\tall','startTime':5,'duration':2,"
                                   "'warnings':NaN,'processID':'p'},{'spanID':'b',"
                                   "'startTime':NaN,'duration':2,'processID':'p'}]}]}"));
        QVERIFY(run.record);
        QCOMPARE(run.record->settings.jobs.count, 1);
        const QString notes = run.notes.join(u'|');
        QVERIFY2(notes.contains(QLatin1String("its startTime is NaN")), qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("is no value of JSON")), qPrintable(notes));
        QVERIFY2(notes.contains(QLatin1String("a control character (a tab)")), qPrintable(notes));
    }

    void whatPytestWroteOpens() // 7.2.1, with another host, folder and date
    {
        const auto run = openFile("pytest.xml");
        QVERIFY(run.record);
        QCOMPARE(picture(*run.record),
                 QStringLiteral("demo: test_demo.test_sleeps[1] 0-0.051, "
                                "test_demo.test_sleeps[2] 0.051-0.158, "
                                "test_demo.test_fails 0.158-0.159!, "
                                "test_demo.TestGroup.test_in_a_class 0.159-0.192, "
                                "test_demo.test_errors 0.192-0.193!\n"));
        QCOMPARE(errorOf(run, 0, 2), QStringLiteral("AssertionError: not the <same> & said so"));
        QVERIFY(run.notes.contains(QStringLiteral("skipped tests, which are not shown: 1")));
    }

    void whatCargoWroteOpens() // 1.65.0
    {
        const auto run = openFile("cargo-timing.html");
        QVERIFY(run.record);
        QCOMPARE(run.notes, QStringList());
        QCOMPARE(picture(*run.record), QStringLiteral("slot 1: demo v0.1.0 build script 0-1.02, "
                                                      "demo v0.1.0 build script (run) 1.02-1.03, "
                                                      "demo v0.1.0 bin \"demo\" 1.03-2.19\n"
                                                      "slot 2: lib1 v0.2.0 0-0.21\n"
                                                      "slot 3: lib2 v0.2.0 0.2-0.35\n"));
    }
};

QTEST_GUILESS_MAIN(TestSources)
#include "tst_sources.moc"
