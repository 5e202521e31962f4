#include "base/sortunlessstopped.h"
#include "fixtures/folder.h"
#include "plan/commandtemplate.h"
#include "plan/runplanner.h"
#include "plan/settings/settingfields.h"

#include <QTest>

#include <numeric>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace fixtures;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;

namespace {

QStringList inputsOf(const PlannedRun& run)
{
    QStringList list;
    for (std::size_t i = 0; i < run.inputs.count(); ++i)
        list += QString::fromUtf8(run.inputs.lines->at(i));
    return list;
}

// The plan, or none; `problem` then says why, as the command line does.
std::optional<PlannedRun> planned(const RunSettings& settings, QString* problem = nullptr)
{
    auto plan = planRun(settings);
    if (const auto* why = std::get_if<InputProblem>(&plan)) {
        if (problem)
            *problem =
                why->field.isEmpty() ? why->message : optionSentence(why->field, why->message);
        return std::nullopt;
    }
    return std::get<PlannedRun>(std::move(plan));
}

QString problemOf(const RunSettings& settings)
{
    QString problem;
    planned(settings, &problem);
    return problem;
}

RunSettings hashing(const QString& path)
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Hash;
    settings.jobs.input = path;
    return settings;
}

RunSettings running(const char* command, const QString& input = {})
{
    RunSettings settings;
    settings.jobs.work = WorkKind::Command;
    settings.jobs.command = QString::fromUtf8(command);
    settings.jobs.input = input;
    return settings;
}

std::vector<QByteArray> argumentsOf(const char* command, const char* input, int number = 7)
{
    const auto parsed = CommandTemplate::parse(QString::fromUtf8(command));
    const auto* found = std::get_if<CommandTemplate>(&parsed);
    return found ? found->argumentsFor(JobId{number}, WorkerId{3}, input)
                 : std::vector<QByteArray>();
}

} // namespace

class TestRunPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // --- Folders
    void aFoldersFilesAreTheJobsByName()
    {
        const Folder folder;
        folder.write("b", "22");
        folder.write("a.txt", "1");
        folder.write("sub/deep", "333");
        RunSettings settings = hashing(folder.path());
        const auto flat = planned(settings);
        QVERIFY(flat);
        QCOMPARE(flat->settings.jobs.count, 2);
        QCOMPARE(inputsOf(*flat), QStringList({folder.path("a.txt"), folder.path("b")}));
        settings.jobs.recursive = true;
        const auto all = planned(settings);
        QCOMPARE(inputsOf(*all),
                 QStringList({folder.path("a.txt"), folder.path("b"), folder.path("sub/deep")}));
        QCOMPARE((*all->inputs.states)[2].bytes, 3);
        QVERIFY(!all->estimate.known);
    }

    void linksAreNotFollowedAndWhatIsNoFileIsLeftOut()
    {
        const Folder folder;
        folder.write("file", "x");
        QVERIFY(QFile::link(folder.path("file"), folder.path("link")));
        QVERIFY(QFile::link(folder.path(), folder.path("loop")));
        QVERIFY(mkfifo(QFile::encodeName(folder.path("pipe")).constData(), 0600) == 0);
        RunSettings settings = hashing(folder.path());
        settings.jobs.recursive = true;
        QCOMPARE(inputsOf(*planned(settings)), QStringList({folder.path("file")}));
    }

    void namesAreBytesWhateverTheyHold()
    {
        const Folder folder;
        const QByteArray odd = QFile::encodeName(folder.path()) + "/\xff\n' \"";
        const int file = ::open(odd.constData(), O_CREAT | O_WRONLY, 0600);
        QVERIFY(file >= 0);
        ::close(file);
        const auto run = planned(hashing(folder.path()));
        ::unlink(odd.constData()); // QTemporaryDir cannot
        QCOMPARE(run->inputs.lines->at(0).toByteArray(), odd);
    }

    void theOrderCanBeBySizeOrByTheSeed()
    {
        const Folder folder;
        folder.write("a", "333");
        folder.write("b", "1");
        folder.write("c", "22");
        RunSettings settings = hashing(folder.path());
        settings.jobs.order = SubmitOrder::Shortest;
        QCOMPARE(inputsOf(*planned(settings)),
                 QStringList({folder.path("b"), folder.path("c"), folder.path("a")}));
        settings.jobs.order = SubmitOrder::Longest;
        QCOMPARE(inputsOf(*planned(settings)),
                 QStringList({folder.path("a"), folder.path("c"), folder.path("b")}));
        settings.jobs.order = SubmitOrder::Random;
        QStringList random = inputsOf(*planned(settings));
        random.sort();
        QCOMPARE(random, QStringList({folder.path("a"), folder.path("b"), folder.path("c")}));
    }

    void oneFileIsOneJob()
    {
        const Folder folder;
        folder.write("only", "x");
        QCOMPARE(inputsOf(*planned(hashing(folder.path("only")))),
                 QStringList({folder.path("only")}));
    }

    void whatCannotBeListedIsSaid()
    {
        const Folder folder;
        QVERIFY(problemOf(hashing({})).contains(QLatin1String("--input")));
        QVERIFY(problemOf(hashing(folder.path("none"))).contains(folder.path("none")));
        QVERIFY(problemOf(hashing(folder.path())).contains(QLatin1String("no file")));
        QVERIFY(problemOf(hashing(QStringLiteral("/dev/null")))
                    .contains(QLatin1String("neither a folder nor a file")));
        if (geteuid() == 0)
            QSKIP("root may read every folder");
        folder.write("closed/file", "x");
        QFile::setPermissions(folder.path("closed"), {});
        QVERIFY(problemOf(hashing(folder.path("closed"))).contains(folder.path("closed")));
        QFile::setPermissions(folder.path("closed"),
                              QFile::ReadOwner | QFile::ExeOwner | QFile::WriteOwner);
    }

    // --- Lists
    void eachLineIsAnArgument()
    {
        const Folder folder;
        folder.write("list", "one\n two \r\n\nlast");
        const auto run = planned(running("echo {}", folder.path("list")));
        QCOMPARE(inputsOf(*run), QStringList({QStringLiteral("one"), QStringLiteral(" two "),
                                              QStringLiteral("last")}));
        QCOMPARE(run->settings.jobs.count, 3);
        QCOMPARE(run->note, QStringLiteral("1 blank line is passed over"));
    }

    void aByteOrderMarkIsNoPartOfTheFirstLine()
    {
        const Folder folder;
        folder.write("list", "\xef\xbb\xbf"
                             "one\r\n\r\n \r\ntwo");
        const auto run = planned(running("echo {}", folder.path("list")));
        QCOMPARE(inputsOf(*run), QStringList({QStringLiteral("one"), QStringLiteral("two")}));
        QCOMPARE(run->note, QStringLiteral("2 blank lines are passed over"));
    }

    void whatEndsWithNulIsToldByItsFirstPart()
    {
        const Folder folder;
        folder.write("list", QByteArray("a b\0c\nd\r\0 e", 11));
        const QStringList parts{QStringLiteral("a b"), QStringLiteral("c\nd\r"),
                                QStringLiteral(" e")};
        QCOMPARE(inputsOf(*planned(running("echo {}", folder.path("list")))), parts);
        // What comes first of line end and NUL.
        folder.write("mixed", QByteArray("a\nb\0c\n", 6));
        QVERIFY(problemOf(running("echo {}", folder.path("mixed")))
                    .contains(QLatin1String("line 2 holds a NUL")));
        // A NUL that comes late only where it is asked for.
        const QByteArray lines = QByteArray("line\n").repeated(20'000);
        folder.write("late", lines + QByteArray("x\0y\0", 4));
        RunSettings late = running("echo {}", folder.path("late"));
        QVERIFY(problemOf(late).contains(QLatin1String("line 20001 holds a NUL")));
        QVERIFY(problemOf(late).contains(QLatin1String("--null")));
        late.jobs.hasNuls = true;
        const QString tooLong = problemOf(late);
        QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong));
        QCOMPARE(inputsOf(*planned(late)),
                 QStringList({QString::fromUtf8(lines) + u'x', QStringLiteral("y")}));
    }

    void badListsNameTheLine()
    {
        const Folder folder;
        folder.write("empty", "");
        QVERIFY(
            problemOf(running("echo {}", folder.path("empty"))).contains(QLatin1String("no line")));
        folder.write("long", "ok\n" + QByteArray(200'000, 'x'));
        QVERIFY(
            problemOf(running("echo {}", folder.path("long"))).contains(QLatin1String("line 2")));
        QVERIFY(problemOf(running("echo {}", folder.path("none"))).contains(folder.path("none")));
    }

    void aPipeIsReadAndAStopEndsTheWaitForIt()
    {
        const Folder folder;
        QVERIFY(mkfifo(QFile::encodeName(folder.path("pipe")).constData(), 0600) == 0);
        std::stop_source stop;
        std::jthread stopper([&stop] {
            std::this_thread::sleep_for(20ms); // somewhere in the wait
            stop.request_stop();
        });
        std::ignore = planRun(running("true {}", folder.path("pipe")), stop.get_token());
        QVERIFY(stop.stop_requested());
        const int both = ::open(QFile::encodeName(folder.path("pipe")).constData(), O_RDWR);
        QVERIFY(::write(both, "a\nb\n", 4) == 4);
        std::jthread closer([both] {
            std::this_thread::sleep_for(20ms); // so that it is open while it is read
            ::close(both);
        });
        QCOMPARE(planned(running("true {}", folder.path("pipe")))->settings.jobs.count, 2);
    }

    void aMillionLinesArePlannedAndAStopEndsThat()
    {
        const Folder folder;
        folder.write("list", QByteArray("x\n").repeated(1'000'000));
        qint64 told = 0;
        const auto plan = planRun(running("true {}", folder.path("list")), {},
                                  [&told](qint64 count) { told = count; });
        QCOMPARE(std::get<PlannedRun>(plan).settings.jobs.count, 1'000'000);
        QVERIFY(told > 900'000);
        std::stop_source stop;
        int calls = 0;
        std::ignore =
            planRun(running("true {}", folder.path("list")), stop.get_token(), [&](qint64) {
                ++calls;
                stop.request_stop();
            });
        QCOMPARE(calls, 1); // it is heard before any more is read
    }

    void aStopEndsTheReadingOfAPipeWithoutEnd()
    {
        const Folder folder;
        const QByteArray path = QFile::encodeName(folder.path("pipe"));
        QVERIFY(mkfifo(path.constData(), 0600) == 0);
        std::jthread writer([&path](const std::stop_token& over) {
            const int both = ::open(path.constData(), O_RDWR | O_NONBLOCK);
            const QByteArray lines = QByteArray("x\n").repeated(1000);
            while (!over.stop_requested()) {
                if (::write(both, lines.constData(), std::size_t(lines.size())) < 0)
                    std::this_thread::yield(); // it is full
            }
            ::close(both);
        });
        std::stop_source stop;
        int calls = 0;
        std::ignore =
            planRun(running("true {}", folder.path("pipe")), stop.get_token(), [&](qint64) {
                ++calls;
                stop.request_stop();
            });
        QCOMPARE(calls, 1);
    }

    void aLineWithoutEndIsRefused()
    {
        const QString problem = problemOf(running("true {}", QStringLiteral("/dev/zero")));
        QVERIFY2(problem.contains(QLatin1String("line 1 is longer than 131071 bytes")),
                 qPrintable(problem));
    }

    void aListMayHaveSoMuchInAll()
    {
        const Folder folder;
        folder.write("list", "four\nfour\nfive5\n");
        const QString list = folder.path("list");
        QVERIFY(std::holds_alternative<InputsRead>(readLines(list, {}, {}, {}, 13)));
        const auto read = readLines(list, {}, {}, {}, 12);
        const auto* problem = std::get_if<InputProblem>(&read);
        QVERIFY(problem);
        QVERIFY2(problem->message.contains(QLatin1String("line 3")) &&
                     problem->message.contains(QLatin1String("12 bytes")),
                 qPrintable(problem->message));
    }

    void whatIsReadOnceIsLeftToTheRun()
    {
        const Folder folder;
        folder.write("list", "a\n");
        QVERIFY(mkfifo(QFile::encodeName(folder.path("pipe")).constData(), 0600) == 0);
        const QString pipe = folder.path("pipe");
        QCOMPARE(pipeReadBy(running("true {}", pipe)), pipe);
        QCOMPARE(pipeReadBy(running("true {}", QStringLiteral("/dev/null"))),
                 QStringLiteral("/dev/null"));
        QCOMPARE(pipeReadBy(running("true {}", folder.path("list"))), QString());
        QCOMPARE(pipeReadBy(running("true {}", folder.path())), QString());
        QCOMPARE(pipeReadBy(running("true {}", folder.path("none"))), QString());
        QCOMPARE(pipeReadBy(running("true {n}")), QString());
        RunSettings recorded;
        recorded.jobs.spread.kind = SpreadKind::File;
        recorded.jobs.spread.file = pipe;
        QCOMPARE(pipeReadBy(recorded), pipe);
        recorded.jobs.spread.kind = SpreadKind::Fixed;
        QCOMPARE(pipeReadBy(recorded), QString());
    }

    void aPipeThatWasReadBeforeSaysSo()
    {
        int ends[2];
        QVERIFY(pipe2(ends, O_CLOEXEC) == 0);
        QVERIFY(::write(ends[1], "a\nb\n", 4) == 4);
        ::close(ends[1]);
        const RunSettings settings = running("true {}", QStringLiteral("/dev/fd/%1").arg(ends[0]));
        QCOMPARE(planned(settings)->settings.jobs.count, 2);
        const QString problem = problemOf(settings);
        ::close(ends[0]);
        QVERIFY2(problem.contains(QLatin1String("cannot be read again")), qPrintable(problem));
    }

    void aStopEndsTheSortingOfAMillionDurations()
    {
        std::vector<quint32> values(1'000'000);
        std::iota(values.rbegin(), values.rend(), 0);
        std::stop_source stop;
        qint64 comparisons = 0;
        sortUnlessStopped(values, stop.get_token(), [&](quint32 a, quint32 b) {
            if (++comparisons == 100)
                stop.request_stop();
            return a < b;
        });
        QVERIFY2(comparisons < 10'000, qPrintable(QString::number(comparisons)));
        sortUnlessStopped(values, {}, std::less());
        QVERIFY(std::ranges::is_sorted(values));
    }

    // --- Durations
    void durationsComeFromAFileAndCanBeOrdered()
    {
        const Folder folder;
        folder.write("durations", "2s\n\n500ms\n 1.5s \n");
        RunSettings settings;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = folder.path("durations");
        const auto run = planned(settings);
        QCOMPARE(run->settings.jobs.count, 3);
        QCOMPARE(run->durations.of(JobId{2}), nanoseconds(500ms));
        QCOMPARE(run->estimate.sequential, nanoseconds(4s));
        settings.jobs.order = SubmitOrder::Longest;
        QCOMPARE(planned(settings)->durations.of(JobId{2}), nanoseconds(1500ms));
    }

    void aDurationThatIsNoneIsNamedWithItsLine()
    {
        const Folder folder;
        RunSettings settings;
        settings.jobs.spread.kind = SpreadKind::File;
        settings.jobs.spread.file = folder.path("durations");
        for (const char* wrong : {"12", "fast", "-1s", "2h", "\xff"}) {
            folder.write("durations", QByteArray("1s\n") + wrong + "\n");
            QVERIFY2(problemOf(settings).contains(QLatin1String("line 2")), wrong);
        }
        folder.write("durations", "\n\n");
        QVERIFY(problemOf(settings).contains(QLatin1String("no duration")));
    }

    // --- Commands
    void wordsAreSplitAsAShellSplitsThem()
    {
        using Words = std::vector<QByteArray>;
        QCOMPARE(argumentsOf("echo  a\tb", ""), (Words{"echo", "a", "b"}));
        QCOMPARE(argumentsOf("echo 'a  b'c \"d e\"", ""), (Words{"echo", "a  bc", "d e"}));
        QCOMPARE(argumentsOf("echo a\\ b '\\' \"\\\"\\x\"", ""),
                 (Words{"echo", "a b", "\\", "\"\\x"}));
        QCOMPARE(argumentsOf("echo '' \"\"", ""), (Words{"echo", "", ""}));
        // Nothing else has a meaning.
        QCOMPARE(argumentsOf("echo $HOME * | > ; & `ls` #x", ""),
                 (Words{"echo", "$HOME", "*", "|", ">", ";", "&", "`ls`", "#x"}));
    }

    void placeholdersStayOneArgumentWhateverIsPutThere()
    {
        using Words = std::vector<QByteArray>;
        const char* evil = "a b'\"$(rm -rf /);\\\n*{}";
        QCOMPARE(argumentsOf("echo {}", evil), (Words{"echo", evil}));
        QCOMPARE(argumentsOf("echo --in={},{n} {.}.png", "/x.d/pic.tar.gz", 12),
                 (Words{"echo", "--in=/x.d/pic.tar.gz,12", "/x.d/pic.tar.png"}));
        QCOMPARE(argumentsOf("echo {.}", "/x.d/pic"), (Words{"echo", "/x.d/pic"}));
        QCOMPARE(argumentsOf("echo {.}", "dir/.hidden"), (Words{"echo", "dir/.hidden"}));
        QCOMPARE(argumentsOf("echo {x} { }", "in"), (Words{"echo", "{x}", "{", "}"}));
    }

    void placeholdersMeanWhatTheyDoToParallel()
    {
        using Words = std::vector<QByteArray>;
        QCOMPARE(argumentsOf("echo {/} {//} {/.} {.} {1} {#} {%}", "some dir/pic.tar.gz", 12),
                 (Words{"echo", "pic.tar.gz", "some dir", "pic.tar", "some dir/pic.tar",
                        "some dir/pic.tar.gz", "12", "3"}));
        // A shell's own: an input in its place would be code.
        QCOMPARE(argumentsOf("sh -c 'echo ${1} $$ ${#} ${%}' sh {}", "$(reboot)", 12),
                 (Words{"sh", "-c", "echo ${1} $$ ${#} ${%}", "sh", "$(reboot)"}));
        QCOMPARE(argumentsOf("echo {/} {//} {/.}", "pic.png"),
                 (Words{"echo", "pic.png", ".", "pic"}));
        QCOMPARE(argumentsOf("echo {/} {//}", "/pic"), (Words{"echo", "pic", "/"}));
        QCOMPARE(argumentsOf("echo {//}", "a//b/"), (Words{"echo", "a"}));
        const Folder folder;
        folder.write("list", "a\n");
        QCOMPARE(
            planned(running("echo {2} {} {n,m}", folder.path("list")))->note,
            QStringLiteral("{2} is no placeholder here and stays as it stands in the command"));
        QVERIFY(planned(running("echo {#}", folder.path("list")))->note.isEmpty());
    }

    void aCommandCanBeShownAsAShellWouldTakeIt()
    {
        QCOMPARE(shellText({"echo", "a b", "it's", "", "x=1"}),
                 QStringLiteral("echo 'a b' 'it'\\''s' '' x=1"));
    }

    void commandsThatCannotRunAreRefused()
    {
        QVERIFY(problemOf(running("")).contains(QLatin1String("--command")));
        QVERIFY(problemOf(running("  ")).contains(QLatin1String("--command")));
        QVERIFY(problemOf(running("echo 'x")).contains(QLatin1String("not closed")));
        QVERIFY(problemOf(running("echo \\")).contains(QLatin1String("backslash")));
        QVERIFY(problemOf(running("no-such-program-here"))
                    .contains(QLatin1String("'no-such-program-here'")));
        QVERIFY(problemOf(running("/no/such")).contains(QLatin1String("'/no/such'")));
        QVERIFY(problemOf(running("/etc/passwd")).contains(QLatin1String("not an executable")));
        QVERIFY(problemOf(running("/etc")).contains(QLatin1String("not an executable")));
        QVERIFY(problemOf(running("echo {}")).contains(QLatin1String("--input")));
        for (const char* command : {"", "echo 'x", "echo \\", "no-such-program-here", "/etc"})
            QVERIFY2(problemOf(running(command)).startsWith(QLatin1String("--command")), command);
    }

    void commandsThatCannotRunAreCountedAllTheSame()
    {
        const fixtures::Folder folder;
        folder.write("list", "a\nb\nc\n");
        QCOMPARE(countCommands(running("no-such-program-here", folder.path("list"))), 3);
        QCOMPARE(countCommands(running("no-such-program-here", folder.path())), 1);
        QCOMPARE(countCommands(running("no-such-program-here", folder.path("none"))), 0);
        QCOMPARE(countCommands(running("no-such-program-here")), RunSettings().jobs.count);
    }

    void whatAgentsCannotDoIsRefusedByItsField()
    {
        RunSettings settings;
        settings.pool.resultsCapacity = 3;
        settings.pool.readTime = std::chrono::milliseconds(1);
        QVERIFY(std::holds_alternative<PlannedRun>(planRun(settings)));
        settings.pool.broker = QStringLiteral("amqp://there");
        auto refused = planRun(settings);
        QCOMPARE(std::get<InputProblem>(refused).field, QStringLiteral("results-capacity"));
        settings.pool.resultsCapacity.reset();
        refused = planRun(settings);
        QCOMPARE(std::get<InputProblem>(refused).field, QStringLiteral("read-time"));
        settings.pool.readTime = std::chrono::nanoseconds(0);
        QVERIFY(std::holds_alternative<PlannedRun>(planRun(settings)));
    }

    void jobsThatABrokerWouldTakeAwayAreSaid()
    {
        RunSettings settings;
        settings.jobs.duration = std::chrono::minutes(30);
        QCOMPARE(std::get<PlannedRun>(planRun(settings)).note, QString());
        settings.pool.broker = QStringLiteral("amqp://here");
        QVERIFY(std::get<PlannedRun>(planRun(settings))
                    .note.contains(QLatin1String("consumer_timeout")));
        settings.jobs.duration = std::chrono::minutes(29);
        QCOMPARE(std::get<PlannedRun>(planRun(settings)).note, QString());
        settings.jobs.spread.kind = SpreadKind::Uniform; // up to a half more
        QVERIFY(!std::get<PlannedRun>(planRun(settings)).note.isEmpty());
    }

    void withoutAPlaceholderEachJobRunsTheSameAndThatIsSaid()
    {
        const Folder folder;
        folder.write("list", "a\nb\n");
        const auto run = planned(running("true", folder.path("list")));
        QCOMPARE(run->settings.jobs.count, 2);
        QVERIFY(run->note.contains(QLatin1String("placeholder")));
        QVERIFY(planned(running("true {n}", folder.path("list")))->note.isEmpty());
    }

    void commandsWithoutInputRunAsOftenAsThereAreJobs()
    {
        RunSettings settings = running("echo {n}");
        settings.jobs.count = 12;
        QCOMPARE(planned(settings)->settings.jobs.count, 12);
    }

    void linesHaveNoLengthBeforehand()
    {
        const Folder folder;
        folder.write("list", "a\nb\n");
        RunSettings settings = running("echo {}", folder.path("list"));
        settings.jobs.order = SubmitOrder::Longest;
        QVERIFY(problemOf(settings).contains(QLatin1String("not known beforehand")));
    }
};

QTEST_GUILESS_MAIN(TestRunPlanner)
#include "tst_runplanner.moc"
