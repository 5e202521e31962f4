// Tables of other programs are read as they mean it, or it is said that they are not.
#include "files/imports/openedrun.h"
#include "files/imports/tables/spantable.h"
#include "files/imports/tables/statuswords.h"
#include "files/imports/tables/tabletimes.h"
#include "files/io/decimal.h"
#include "files/io/inputfile.h"
#include "fixtures/folder.h"

#include <QtTest>

using fixtures::Folder;

namespace {

constexpr double kMs = 1e6;

// What a reader gives: a line for each job, "lint on A 0-1500", in milliseconds from the first
// start; "!" failed, "~" was cancelled, "…" never ended.
QString picture(const SpansRead& read)
{
    const ImportedSpans& imported = read.spans;
    QStringList lines;
    qint64 zeroNs = std::numeric_limits<qint64>::max();
    for (const ImportedSpan& span : imported.spans)
        zeroNs = std::min(zeroNs, span.startNs);
    for (const ImportedSpan& span : imported.spans) {
        const QString end = span.end == SpanEnd::Failed      ? QStringLiteral("!")
                            : span.end == SpanEnd::Cancelled ? QStringLiteral("~")
                            : span.end == SpanEnd::Never     ? QStringLiteral("…")
                                                             : QString();
        const QString thread = imported.threads[std::size_t(span.thread)];
        lines += QStringLiteral("%1 on %2 %3-%4%5")
                     .arg(QString::fromUtf8(imported.names.at(std::size_t(span.name))),
                          imported.lanesAreSlots ? QStringLiteral("slots") : thread)
                     .arg(double(span.startNs - zeroNs) / kMs, 0, 'g', 15)
                     .arg(double(span.endNs - zeroNs) / kMs, 0, 'g', 15)
                     .arg(end);
    }
    return lines.join(u'\n');
}

} // namespace

class TestTables : public QObject
{
    Q_OBJECT

    Folder m_folder;

    SpansRead read(const QByteArray& bytes) const
    {
        m_folder.write("table", bytes);
        auto file = InputFile::open(m_folder.path("table"));
        auto& input = *std::get<std::unique_ptr<InputFile>>(file);
        input.peek(4096);
        return readSpanTable(input);
    }

    QString notes(const QByteArray& bytes) const
    {
        return read(bytes).notes.join(QStringLiteral("; "));
    }

    QString opened(const QByteArray& bytes) const
    {
        m_folder.write("table", bytes);
        const auto result = openRun(m_folder.path("table"));
        const auto* problem = std::get_if<Problem>(&result);
        return problem ? problem->message : QStringLiteral("it opened");
    }

private Q_SLOTS:
    void eachKindOfTableIsReadAsItIsMeant_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("jobs");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const QByteArray& bytes, const char* jobs,
                            const char* says = "") {
            QTest::newRow(name) << bytes << QString::fromUtf8(jobs) << QString::fromUtf8(says);
        };
        // Separators
        row("semicolons and decimal commas",
            "\xef\xbb\xbfworker;job;start;end;status\r\nP;cut;0,0;2,5;ok\r\nQ;\"glue; "
            "dry\";0,25;3;failed\r\n",
            "cut on P 0-2500\nglue; dry on Q 250-3000!");
        row("tabs", "worker\tjob\tstart\tend\nP\tcut, once\t0\t2.5\n", "cut, once on P 0-2500");
        row("bars", "worker|job|start|end|state\nP|cut|0|1|ok\n", "cut on P 0-1000");
        row("semicolons without titles", "P;cut;0,5;1,5\nQ;glue;1;2\n",
            "cut on P 0-1000\nglue on Q 500-1500");
        row("durations with decimal commas", "0,5\n1,25\n", " on worker 0-500\n on worker 500-1750",
            "durations alone say nothing of workers: they are shown one after another");
        row("decimal commas in quotes",
            "worker,job,start,duration\nP,cut,\"0,5\",\"1,25 s\"\n"
            "P,dry,\"1,500\",1\n",
            "cut on P 0-1250",
            "line 3 is left out: column start: '1,500' is no time that can be read");
        row("decimal commas in quotes, with units that are not counted as digits",
            "worker,job,start,duration\nP,cut,0,\"1,5 s\"\nP,dry,2,\"12,5ms\"\n",
            "cut on P 0-1500\ndry on P 2000-2012.5");
        row("exit codes of Windows, and what is none",
            "worker,job,start,end,exit_code\nP,a,0,1,0\nP,b,1,2,3221225477\n"
            "P,c,2,3,-1073741819\nP,d,3,4,0xC0000005\nP,e,4,5,SIGKILL\n",
            "a on P 0-1000\nb on P 1000-2000!\nc on P 2000-3000!\nd on P 3000-4000!\n"
            "e on P 4000-5000",
            "how jobs ended is not known for 1 of them, which are shown as finished: their status "
            "is 'SIGKILL' (1)");
        row("Excel's first line", "sep=;\r\nworker;job;start;end;state\r\nP;cut;0;1;ok\r\n",
            "cut on P 0-1000");
        row("Excel's first line, in quotes",
            "\"sep=,\"\r\nworker,job,start,end,state\r\nP,cut,0,1,ok\r\n", "cut on P 0-1000");
        row("decimal commas that separate", "worker,job,start,end\nP,cut,0,5,1,5\nP,dry,1,2\n",
            "dry on P 0-1000",
            "line 2 is left out: it has 6 fields under 4 titles (a decimal comma needs quotes, or "
            "semicolons between fields)");
        row("a separator behind each row", "worker|job|start|end|\nP|cut|0|1|\n",
            "cut on P 0-1000");
        row("tables put together",
            "worker,job,start,end\nP,cut,0,1\nworker,job,start,end\nQ,dry,1,2\n",
            "cut on P 0-1000\ndry on Q 1000-2000");
        // Titles
        row("threads and names", "thread,name,started,finished\nT-7,sift,0,1\nT-8,sort,1,2\n",
            "sift on T-7 0-1000\nsort on T-8 1000-2000");
        row("units as words",
            "host,task,Start time (seconds),Stop time [sec]\nh,t,10,20\nh,u,20,21.5\n",
            "t on h 0-10000\nu on h 10000-11500");
        row("units behind humps", "runnerName,jobName,startedAtMs,durationUs\nr,j,5,2000\n",
            "j on r 0-2");
        row("both letters for micro", "worker,job,start_\u00b5s,duration (\u03bcs)\nw,j,0,1500\n",
            "j on w 0-1.5");
        row("minutes and hours", "worker,job,start_min,elapsed (h)\nw,j,1.5,0.5\nw,k,2,1\n",
            "j on w 0-1800000\nk on w 30000-3630000");
        row("a unit that stands once", "worker,job,start_ms,end\nw,j,1000,3000\n", "j on w 0-2000");
        row("the job before its name", "name,job,worker,start,end\nn,j,w,0,1\n", "j on w 0-1000",
            "the column name is not used");
        row("an end and a duration", "worker,job,end,duration\nw,j,10,4\nw,k,12,2\n",
            "j on w 0-4000\nk on w 4000-6000");
        row("nobody who ran it", "job,start,end,pid,memory\nj,0,1,7,8\nk,0,2,7,8\n",
            "j on slots 0-1000\nk on slots 0-2000", "the columns pid, memory are not used");
        // Times
        row("dates with zones",
            "worker,job,start,end\nw,j,2024-05-01T10:00:00.125+02:00,2024-05-01T08:00:01Z\n",
            "j on w 0-875");
        row("dates of others",
            "worker,job,start,end\nw,j,2024/05/01 08:00:00,2024-05-01 08:00:01 GMT\n",
            "j on w 0-1000");
        row("dates of Go and of Germans",
            "worker;job;start;end\nw;j;2024-05-01 10:00:00.5 +0200 CEST m=+0.1;2024-05-01 "
            "08:00:01 +0000 UTC\nw;k;01.05.2024 08:00:02;01.05.2024 08:00\n"
            "w;l;01.05.2024 08:00:02;01.05.2024 08:01\n",
            "j on w 0-500\nl on w 1500-59500", "line 3 is left out: its end lies before its start");
        row("milliseconds since 1970", "worker,job,start,end\nw,j,1700000000250,1700000001000\n",
            "j on w 0-750",
            "its times have no unit: they are read as milliseconds since 1970, the first as "
            "2023-11-14 22:13:20 UTC");
        row("nanoseconds since 1970",
            "worker,job,start,end\nw,j,1700000000000000001,1700000000000500001\n", "j on w 0-0.5",
            "its times have no unit: they are read as nanoseconds since 1970, the first as "
            "2023-11-14 22:13:20 UTC");
        row("JMeter's results",
            "timeStamp,elapsed,label,threadName,success\n1700000000250,30,GET /,u 1-1,true\n"
            "1700000000260,40,GET /a,u 1-2,false\n",
            "GET / on u 1-1 0-30\nGET /a on u 1-2 10-50!",
            "its times have no unit: they are read as milliseconds since 1970, the first as "
            "2023-11-14 22:13:20 UTC");
        row("hours, minutes and seconds", "worker,job,start,end\nw,j,0:59:59.5,1:00:01\n",
            "j on w 0-1500");
        row("minutes and seconds", "worker,job,start,elapsed\nw,j,0,01:30\n", "j on w 0-90000",
            "times with one colon are read as minutes and seconds");
        row("many units",
            "worker,job,start,duration\nw,j,0,1m 30s\nw,k,90,1 h 2.5 min\nw,l,4000,"
            "PT1M0.5S\n",
            "j on w 0-90000\nk on w 90000-3840000\nl on w 4000000-4060500");
        row("zeros among dates",
            "worker,job,start,end\nw,j,2024-05-01T08:00:00Z,2024-05-01T08:00:01Z\nw,k,0,0\nw,l,"
            "2024-05-01T08:00:01Z,2024-05-01T08:00:02Z\n",
            "j on w 0-1000\nl on w 1000-2000",
            "1 row is left out: its times are years from the others");
        row("times of day past midnight",
            "worker,job,start,end\nA,x,23:59:58,00:00:01\nB,y,23:59:59.5,00:00:00\n"
            "A,z,0:00:02,0:00:03\n",
            "x on A 0-3000\ny on B 1500-2000\nz on A 4000-5000",
            "its times of day have no date: between a row and the next one that starts more than "
            "half a day earlier, midnight is taken to pass; 2 rows end before they start: their "
            "times of day, which have no date, are taken to pass midnight");
        row("times of day of several nights",
            "worker,job,start,duration\nA,x,23:00:00,1h\nA,y,01:00:00,1h\nA,z,23:00:00,1s\n"
            "A,u,00:00:00,1s\n",
            "x on A 0-3600000\ny on A 7200000-10800000\nz on A 0-1000\nu on A 3600000-3601000",
            "its times of day have no date: between a row and the next one that starts more than "
            "half a day earlier, midnight is taken to pass");
        row("times of day of one day, by name",
            "worker,job,start,end\nA,a,22:00:00,22:00:01\nA,b,08:00:00,08:00:01\n"
            "A,c,21:00:00,21:00:01\nA,d,06:00:00,06:00:01\nA,e,13:00:00,13:00:01\n",
            "a on A 57600000-57601000\nb on A 7200000-7201000\nc on A 54000000-54001000\n"
            "d on A 0-1000\ne on A 25200000-25201000",
            "its times of day have no date, and its rows are in no order of time: all are taken "
            "to start on the same day");
        row("hours beyond a day are no times of day",
            "worker,job,start,end\nA,x,25:00:00,25:00:01\nA,y,26:00:00,25:00:00\n", "x on A 0-1000",
            "line 3 is left out: its end lies before its start");
        row("a unit at the start alone", "worker,job,start_ms,duration\nA,x,0,1500\nA,y,1500,2s\n",
            "x on A 0-1500\ny on A 1500-3500",
            "the column duration has no unit: it is read in that of start_ms");
        row("a unit at the start alone, in words", "Worker,Job,Start (sec),Duration\nA,x,0,1.5\n",
            "x on A 0-1500", "the column Duration has no unit: it is read in that of Start (sec)");
        row("a unit at the start alone, where durations say theirs",
            "worker,job,start_ms,duration\nA,x,5,1.5s\n", "x on A 0-1500");
        row("a unit at the duration alone",
            "worker,job,start,duration_ms\nA,x,1,1500\nA,y,2.5,500\n",
            "x on A 0-1500\ny on A 1500-2000",
            "the column start has no unit: it is read as seconds, although that of duration_ms is "
            "another one");
        row("a unit at the duration alone, and seconds since 1970",
            "worker,job,start,duration_ms\nA,x,1714521600.5,1500\n", "x on A 0-1500");
        row("the basic form of ISO 8601, and days of years and weeks",
            "worker,job,start,end\nA,x,20260102T030405Z,20260102T030406.5Z\n"
            "A,y,2026-002,2026-003\n",
            "x on A 0-1500",
            "line 3 is left out: column start: '2026-002' is no time that can be read");
        // Before the titles
        row("comments and blank lines before the titles",
            "# made by hand, \"today\n\n  \n,,,\n# task\nworker,job,start,end\nA,x,0,1\n",
            "x on A 0-1000");
        row("titles in a comment", "#worker,job,start,end\nA,x,0,1\n", "x on A 0-1000");
        row("titles in a comment behind others",
            "# version 2\n# worker\tjob\tstart\tend\nA\tx\t0\t1\n", "x on A 0-1000");
        row("a comment that names columns, before the titles",
            "# start, end\nworker,job,start,end\nA,x,0,1\n", "x on A 0-1000");
        row("a comment before values without titles", "# seconds\nA,x,0,1\n", "x on A 0-1000");
        row("titles with line ends and quotes in quotes",
            "worker,\"the\n\"\"job\"\"\",job,\"Start\r\n(ms)\",\"End\n(ms)\"\n"
            "A,n,x,0,1\n",
            "x on A 0-1", "the column the\\n\"job\" is not used");
        // States
        row("GitHub's jobs",
            "name,runner_name,status,conclusion,created_at,started_at,completed_at\n"
            "a,r1,completed,success,2024-10-16T12:19:40Z,2024-10-16T12:19:46Z,2024-10-16T12:19:"
            "56Z\n"
            "b,r1,completed,timed_out,2024-10-16T12:19:40Z,2024-10-16T12:19:56Z,2024-10-16T12:20:"
            "06Z\n"
            "c,,completed,skipped,2024-10-16T12:19:40Z,2024-10-16T12:19:56Z,2024-10-16T12:19:56Z\n"
            "d,r2,in_progress,,2024-10-16T12:19:40Z,2024-10-16T12:19:46Z,\n"
            "e,,queued,,2024-10-16T12:19:40Z,,\n",
            "a on r1 0-10000\nb on r1 10000-20000!\nd on r2 0-20000…", "2 jobs did not run");
        row("Celery's tasks",
            "uuid,worker,task,state,received,start,end\n"
            "1,c@1,app.a,SUCCESS,1714521600.0,1714521600.5,1714521601.5\n"
            "2,c@2,app.b,RETRY,1714521600.0,1714521600.5,1714521602.5\n"
            "3,c@2,app.c,REVOKED,1714521600.0,1714521602.5,1714521602.6\n"
            "4,c@2,app.d,PENDING,1714521600.0,,\n",
            "app.a on c@1 0-1000\napp.b on c@2 0-2000!\napp.c on c@2 2000-2100~",
            "1 job did not run");
        row("Celery's tasks as Flower has them",
            "name,uuid,state,received,sent,started,succeeded,failed,revoked,runtime,worker\n"
            "app.a,1,SUCCESS,1714521600.0,,1714521600.5,1714521601.5,,,1.0,c@1\n"
            "app.b,2,FAILURE,1714521600.0,,1714521600.5,,1714521602.5,,,c@2\n"
            "app.c,3,REVOKED,1714521600.0,,1714521602.5,,,1714521602.625,,c@2\n"
            "app.d,4,REVOKED,1714521600.0,,,,,1714521602.6,,c@2\n"
            "app.e,5,STARTED,1714521600.0,,1714521601.5,,,,,c@1\n"
            "app.f,6,RECEIVED,1714521600.0,,,,,,,c@1\n",
            "app.a on c@1 0-1000\napp.b on c@2 0-2000!\napp.c on c@2 2000-2125~\n"
            "app.e on c@1 1000-2125…",
            "2 jobs did not run");
        row("Celery's tasks without their states",
            "name,hostname,sent,started,succeeded,failed,revoked\n"
            "a,c@1,1714521600,1714521600.5,1714521601.5,,\n"
            "b,c@2,1714521600,1714521600.5,,1714521602.5,\n"
            "c,c@2,1714521600,1714521602.5,,,1714521602.625\n"
            "d,c@1,1714521600,1714521601.5,,,\n",
            "a on c@1 0-1000\nb on c@2 0-2000!\nc on c@2 2000-2125~\nd on c@1 1000-2125…");
        row("whether a job succeeded is no time",
            "name,worker,started,succeeded,failed,runtime\na,w,0,true,0,1\nb,w,1,false,3,1\n",
            "a on w 0-1000\nb on w 1000-2000!");
        row("results of Celery in Django",
            "task_id,task_name,worker,status,date_created,date_started,date_done\n"
            "1,app.a,c@1,SUCCESS,2024-05-01 00:00:00+00,2024-05-01 00:00:01+00,2024-05-01 "
            "00:00:02+00\n",
            "app.a on c@1 0-1000");
        row("Slurm's jobs",
            "JobID|JobName|Partition|NodeList|Submit|Start|End|Elapsed|State|ExitCode\n"
            "7|prep|p|n1|2024-01-01T00:00:00|2024-01-01T00:00:05|2024-01-02T00:00:06|1-00:00:01|"
            "COMPLETED|0:0\n"
            "7.batch|batch||n1|2024-01-01T00:00:05|2024-01-01T00:00:05|2024-01-02T00:00:06|1-00:00:"
            "01|COMPLETED|0:0\n"
            "7.0|srun||n1|2024-01-01T00:00:05|2024-01-01T00:00:05|2024-01-02T00:00:06|1-00:00:01|"
            "COMPLETED|0:0\n"
            "8_1|big|p|n2|2024-01-01T00:00:00|2024-01-01T00:00:10|2024-01-01T00:00:20|00:00:10|OUT_"
            "OF_MEMORY|0:125\n"
            "9|stop|p|n2|2024-01-01T00:00:00|2024-01-01T00:00:20|2024-01-01T00:00:30|00:00:10|"
            "CANCELLED by 1000|0:15\n"
            "10|long|p|n2|2024-01-01T00:00:00|2024-01-01T00:00:30|Unknown|00:00:10|RUNNING|0:0\n"
            "11|wait|p|None assigned|2024-01-01T00:00:00|Unknown|Unknown|00:00:00|PENDING|0:0\n"
            "12|never|p|None assigned|2024-01-01T00:00:00|None|2024-01-01T00:00:09|00:00:00|"
            "CANCELLED by 1000|0:0\n",
            "prep on n1 0-86401000\nbig on n2 5000-15000!\nstop on n2 15000-25000~\nlong on n2 "
            "25000-35000…",
            "2 jobs did not run; 2 rows are steps within their jobs, and left out");
        row("Nextflow's trace",
            "task_id\thash\tnative_id\tname\tstatus\texit\tsubmit\tstart\tcomplete\tduration\t"
            "realtime\t%cpu\n"
            "1\taa/b\t10\tQC (a)\tCOMPLETED\t0\t2024-05-01 10:00:00.000\t2024-05-01 "
            "10:00:10.000\t2024-05-01 10:01:40.000\t1m 40s\t1m 30s\t-\n"
            "2\taa/c\t11\tQC (b)\tFAILED\t137\t2024-05-01 10:00:00.000\t2024-05-01 "
            "10:00:10.000\t2024-05-01 10:00:20.000\t20s\t10s\t99%\n"
            "3\taa/d\t-\tQC (c)\tABORTED\t-\t2024-05-01 10:00:00.000\t-\t-\t-\t-\t-\n",
            "QC (a) on slots 0-90000\nQC (b) on slots 0-10000!",
            "1 job did not run; the columns task_id, hash, native_id, %cpu are not used");
        row("Nextflow's trace as it is unless asked",
            "task_id\thash\tnative_id\tname\tstatus\texit\tsubmit\tduration\trealtime\n"
            "1\taa/b\t10\tQC (a)\tCOMPLETED\t0\t2024-05-01 10:00:00.000\t1m 40s\t1m 30s\n"
            "2\taa/c\t11\tQC (b)\tCACHED\t0\t2024-05-01 10:00:00.000\t20s\t5s\n",
            "QC (a) on slots 0-90000\nQC (b) on slots 5000-10000",
            "the columns task_id, hash, native_id are not used");
        row("Airflow's task instances",
            "dag_id,task_id,start_date,end_date,duration,state,hostname\n"
            "d,x,2024-05-01 00:00:01.000000+00,2024-05-01 00:00:03.500000+00,2.5,success,w1\n"
            "d,y,2024-05-01 00:00:02.000000+00,2024-05-01 00:00:03.000000+00,1,up_for_retry,w2\n"
            "d,z,,,,upstream_failed,\n",
            "x on w1 0-2500\ny on w2 1000-2000!", "1 job did not run");
        row("exit codes", "worker,job,start,end,exit_code\nw,a,0,1,0\nw,b,1,2,3\nw,c,2,3,-9\n",
            "a on w 0-1000\nb on w 1000-2000!\nc on w 2000-3000!");
        row("words that are not known",
            "worker,job,start,end,state\nw,a,0,1,fine\nw,b,1,2,fine\nw,c,2,3,OK\n",
            "a on w 0-1000\nb on w 1000-2000\nc on w 2000-3000",
            "how jobs ended is not known for 2 of them, which are shown as finished: their status "
            "is 'fine' (2)");
        row("an end that is not there yet", "worker,job,start,end\nw,a,0,10\nv,b,2,\n",
            "a on w 0-10000\nb on v 2000-10000…");
        row("a table of ours",
            "job,worker,status,attempts,queued_ns,start_ns,end_ns,wait_ns,duration_ns,cpu_ns,"
            "taken_off,input,result,error\r\n"
            "1,1,finished,1,0,1000000,3000000,1,2,3,0,a.txt,,\r\n"
            "2,2,cancelled,1,0,1000000,2000000,1,2,3,0,'-rf,,\r\n"
            "3,1,running,1,0,3000000,,1,2,3,0,,,\r\n"
            "4,,not run,0,0,,,,,,,b.txt,,\r\n",
            "a.txt on worker 1 0-2\n-rf on worker 2 0-1~\njob 3 on worker 1 2-2…",
            "1 job did not run");
    }

    void eachKindOfTableIsReadAsItIsMeant()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, jobs);
        QFETCH(QString, says);
        const SpansRead table = read(bytes);
        QCOMPARE(table.problem, QString());
        QCOMPARE(picture(table), jobs);
        QCOMPARE(table.notes.join(QStringLiteral("; ")), says);
    }

    void whatIsNoTimeIsSaidWithItsLineColumnAndValue()
    {
        QCOMPARE(notes("worker,job,start,end,state\nw,a,0,1,ok\nw,b,soon,2,ok\n"),
                 QStringLiteral("line 3 is left out: column start: 'soon' is no time that can be "
                                "read"));
        QCOMPARE(notes("worker,job,start,duration\nw,a,0,1\nw,b,2,-3\n"),
                 QStringLiteral("line 3 is left out: column duration: '-3' is no duration that can "
                                "be read"));
        QCOMPARE(notes("worker,job,start,end\nw,a,0,1\nw,b,,2\nw,c,5,3\n"),
                 QStringLiteral("line 3 is left out: it has no start; and 1 more like that"));
        QCOMPARE(notes("worker,job,start,end\nw,a,0,1\nw,b,1\n"),
                 QStringLiteral("line 3 is left out: it has no end"));
        QCOMPARE(notes("worker,job,start,end,state\nw,a,0,1,ok\nw,b,1,,failed\n"),
                 QStringLiteral("line 3 is left out: it has no end"));
    }

    void aTableOfWhichNothingIsUnderstoodIsRefusedWithItsReason()
    {
        const QString message = opened("worker,job,start,end\nA,x,0,5,1,5\nB,y,0,25,4,75\n");
        QVERIFY2(message.contains(QLatin1String("it has 6 fields under 4 titles")),
                 qPrintable(message));
        QVERIFY(opened("w,x,0,5,1,5\n").contains(QLatin1String("no saved run")));
        QVERIFY(opened("date,time,place\n2024-05-01,10:00,here\n")
                    .contains(QLatin1String("no saved run")));
    }

    void whenJobsWereQueuedIsKnownOnlyWhereAllRowsSayIt()
    {
        const auto all = read("worker,job,submitted,start,end\nw,a,0,1,2\nw,b,0.5,2,3\n");
        QCOMPARE(all.spans.queuedNs, (std::vector<qint64>{0, 500'000'000}));
        const auto some = read("worker,job,submitted,start,end\nw,a,0,1,2\nw,b,,2,3\n");
        QVERIFY(some.spans.queuedNs.empty());
        QCOMPARE(some.notes.front(),
                 QStringLiteral("when jobs were queued (column submitted) is not shown: 1 row does "
                                "not say it, or says that it was after the start"));
        QVERIFY(read("worker,job,queued,start,end\nw,a,3,1,2\n").spans.queuedNs.empty());
    }

    void jobsQueuedBeforeMidnightWaitedAcrossIt()
    {
        const auto table = read("worker,job,queued,start,end\nA,x,23:59:50,23:59:58,00:00:01\n"
                                "A,y,23:59:55,00:00:05,00:00:06\n");
        constexpr qint64 kS = 1'000'000'000;
        QCOMPARE(table.spans.queuedNs, (std::vector<qint64>{86'390 * kS, 86'395 * kS}));
        QCOMPARE(table.spans.spans[1].startNs, 86'405 * kS);
    }

    void whenJobsWereQueuedIsInTheUnitOfTheirStarts()
    {
        const auto table = read("worker,job,submitted,start_ms,end\nw,a,1,5,7\n");
        QCOMPARE(table.spans.queuedNs, (std::vector<qint64>{1'000'000}));
        QVERIFY(table.notes.contains(
            QStringLiteral("the column submitted has no unit: it is read in that of start_ms")));
    }

    void linesBeforeTheTitlesAreCounted()
    {
        QCOMPARE(notes("# a\n\n# b\nworker,job,start,end,state\nw,a,0,1,ok\nw,b,x,2,ok\n"),
                 QStringLiteral("line 6 is left out: column start: 'x' is no time that can be "
                                "read"));
    }

    void whatWentWrongIsSaidInTheWordsOfTheTable()
    {
        const auto table = read("worker,job,start,end,status,exit,error\n"
                                "w,a,0,1,failed,1,no such file\nw,b,1,2,TIMEOUT,,\n"
                                "w,c,2,3,failed,4,\nw,d,3,4,,-9,\nw,e,4,5,TIMEOUT,,\n");
        QStringList errors;
        for (const ImportedSpan& span : table.spans.spans)
            errors += table.spans.failures[std::size_t(span.failure)]->error;
        QCOMPARE(
            errors,
            QStringList({QStringLiteral("no such file"), QStringLiteral("its status is TIMEOUT"),
                         QStringLiteral("exit status 4"), QStringLiteral("ended by signal 9"),
                         QStringLiteral("its status is TIMEOUT")}));
        QCOMPARE(table.spans.failures[2]->program->exitStatus, 4);
        QCOMPARE(table.spans.failures[3]->program->signal, 9);
        QCOMPARE(table.spans.failures.size(), std::size_t(4));
    }

    void statesOfManyProgramsAreKnown()
    {
        for (const char* word : {"OK", "Success", "COMPLETED", "passed", "CACHED", "0", "0:0"})
            QVERIFY2(endSaidBy(word) == SaidEnd::Finished, word);
        for (const char* word :
             {"NODE_FAIL", "OUT_OF_MEMORY", "OUT_OF_ME+", "timed_out", "TimedOut", "Time Out",
              "UNSTABLE", "up_for_retry", "1", "0:15", "-9"})
            QVERIFY2(endSaidBy(word) == SaidEnd::Failed, word);
        for (const char* word : {"cancelled", "Canceled", "CANCELLED by 1000", "CANCELLED+",
                                 "PREEMPTED", "REVOKED", "ABORTED"})
            QVERIFY2(endSaidBy(word) == SaidEnd::Cancelled, word);
        for (const char* word : {"PENDING", "not run", "skipped", "NOT_BUILT", "upstream_failed"})
            QVERIFY2(endSaidBy(word) == SaidEnd::NotRun, word);
        for (const char* word : {"RUNNING", "in_progress", "STARTED"})
            QVERIFY2(endSaidBy(word) == SaidEnd::Running, word);
        for (const char* word : {"", "-", "None", "NULL", "n/a"})
            QVERIFY2(endSaidBy(word) == SaidEnd::Nothing, word);
        for (const char* word : {"whatever", "unknown", "404", "1:2:3"})
            QVERIFY2(endSaidBy(word) == SaidEnd::Unknown, word);
    }

    void timesAreExactOrNone()
    {
        constexpr qint64 kSecond = 1'000'000'000;
        TableTimes times;
        QCOMPARE(times.moment("1.714521600123456789e9", TimeUnit::Unsaid),
                 1'714'521'600'123'456'789);
        QCOMPARE(times.moment("2024-05-01 00:00:00.123456789Z", TimeUnit::Unsaid),
                 1'714'521'600'123'456'789);
        QCOMPARE(times.length("2-01:24:56", TimeUnit::Unsaid), 177'896 * kSecond);
        QCOMPARE(times.length("1-2", TimeUnit::Unsaid), 26 * 3600 * kSecond);
        QCOMPARE(times.length("100:00:00", TimeUnit::Unsaid), 360'000 * kSecond);
        QCOMPARE(times.length("1d 2h", TimeUnit::Unsaid), 26 * 3600 * kSecond);
        QCOMPARE(times.length("250\u00b5s", TimeUnit::Unsaid), 250'000);
        QCOMPARE(times.length("0.0166666667", TimeUnit::Min), 1'000'000'002);
        for (const char* no :
             {"", "x", "1:2:3:4", "1:60", "1:99:00", ":30", "1:", "1:-2", "5 x", "1.5.2s", "P1M",
              "PT", "-", "1-", "nan", "inf", "9999999999", "2024-13-01"})
            QVERIFY2(!times.length(no, TimeUnit::Unsaid), no);
        for (const char* no : {"2024-13-01", "2024-02-30T10:00:00Z", "86400000000000", "1e300"})
            QVERIFY2(!times.moment(no, TimeUnit::Unsaid), no);
    }

    void numbersWithExponentsAreExact()
    {
        QCOMPARE(scaledDecimal("1.616059525123456789E18", 0), 1'616'059'525'123'456'789);
        QCOMPARE(scaledDecimal("1616059525123456789e-9", 9), 1'616'059'525'123'456'789);
        QCOMPARE(scaledDecimal("-2.5e+1", 1), -250);
        QCOMPARE(scaledDecimal("0e99999999999999999999", 9), 0);
        QCOMPARE(scaledDecimal("5e-99999999999999999999", 9), 0);
        for (const char* no : {"1e", "e5", "1e+", "1e5x", "1e1.5", "1e19"})
            QVERIFY2(!scaledDecimal(no, 0), no);
    }
};

QTEST_GUILESS_MAIN(TestTables)
#include "tst_tables.moc"
