// Programs that show themselves as the README says: each of its snippets is put into a small pool
// of three workers with six jobs, which is run.
#include "fixtures/folder.h"
#include "fixtures/followedrun.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QtTest>

using fixtures::Folder;
using fixtures::FollowedRun;

namespace {

constexpr int kJobs = 6;

// The README's code in that language.
QByteArray snippet(const char* language)
{
    QFile readme(QStringLiteral(README));
    if (!readme.open(QIODevice::ReadOnly))
        qFatal("there is no README");
    const QRegularExpression block(QStringLiteral("```%1\\n(.*?)```").arg(QLatin1String(language)),
                                   QRegularExpression::DotMatchesEverythingOption);
    const auto match = block.match(QString::fromUtf8(readme.readAll()));
    return match.captured(1).toUtf8();
}

bool has(const char* program)
{
    return !QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
}

} // namespace

class TestShowing : public QObject
{
    Q_OBJECT

    Folder m_folder;

    // What it writes, with the snippet in place of SHOW.
    QByteArray outputOf(const char* file, QByteArray program, const char* language,
                        const QString& command) const
    {
        m_folder.write(file, program.replace("SHOW", snippet(language)));
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessChannelMode(QProcess::SeparateChannels);
        process.start(QStringLiteral("sh"), {QStringLiteral("-c"), command});
        constexpr int kLongMs = 100'000;
        if (!process.waitForFinished(kLongMs) || process.exitCode() != 0)
            qWarning().noquote() << process.readAllStandardError();
        return process.readAllStandardOutput();
    }

    static void expectThePool(const QByteArray& output, int workers)
    {
        FollowedRun run;
        run.add({output.constData(), std::size_t(output.size())});
        run.finish();
        QCOMPARE(run.notes(), QString());
        QCOMPARE(run.record->pool().laneCount(), workers);
        QCOMPARE(run.record->pool().counts().finished, std::size_t(kJobs));
        QCOMPARE(run.record->pool().outcome()->state, RunState::Finished);
        QVERIFY(*run.record->pool().makespanNs() >= 2 * 50'000'000 / workers);
    }

private Q_SLOTS:
    void aProgramInGo()
    {
        if (!has("go"))
            QSKIP("there is no Go here");
        const QByteArray program = "package main\n"
                                   "\n"
                                   "import (\n"
                                   "\t\"fmt\"\n"
                                   "\t\"os\"\n"
                                   "\t\"sync\"\n"
                                   "\t\"time\"\n"
                                   ")\n"
                                   "\n"
                                   "SHOW\n"
                                   "func main() {\n"
                                   "\tjobs := make(chan int, 6)\n"
                                   "\tvar done sync.WaitGroup\n"
                                   "\tfor id := 1; id <= 3; id++ {\n"
                                   "\t\tdone.Add(1)\n"
                                   "\t\tgo func(id int) {\n"
                                   "\t\t\tdefer done.Done()\n"
                                   "\t\t\tfor j := range jobs {\n"
                                   "\t\t\t\tshow(\"started\", id, j)\n"
                                   "\t\t\t\ttime.Sleep(50 * time.Millisecond)\n"
                                   "\t\t\t\tshow(\"finished\", id, j)\n"
                                   "\t\t\t}\n"
                                   "\t\t}(id)\n"
                                   "\t}\n"
                                   "\tfor j := 1; j <= 6; j++ {\n"
                                   "\t\tjobs <- j\n"
                                   "\t}\n"
                                   "\tclose(jobs)\n"
                                   "\tdone.Wait()\n"
                                   "}\n";
        expectThePool(
            outputOf("main.go", program, "go", QStringLiteral("HOME=${HOME:-$PWD} go run main.go")),
            3);
    }

    void aProgramInPython()
    {
        if (!has("python3"))
            QSKIP("there is no Python here");
        const QByteArray program = "import json, os, threading, time\n"
                                   "from concurrent.futures import ThreadPoolExecutor\n"
                                   "SHOW\n"
                                   "def work(job):\n"
                                   "    show('started', job)\n"
                                   "    time.sleep(0.05)\n"
                                   "    show('finished', job)\n"
                                   "with ThreadPoolExecutor(3) as pool:\n"
                                   "    list(pool.map(work, range(6)))\n";
        expectThePool(outputOf("main.py", program, "python", QStringLiteral("python3 main.py")), 3);
    }

    void aProgramInJava()
    {
        if (!has("javac"))
            QSKIP("there is no Java here");
        const QByteArray program = "import java.util.concurrent.*;\n"
                                   "class Main {\n"
                                   "SHOW\n"
                                   "    public static void main(String[] none) throws Exception {\n"
                                   "        var pool = Executors.newFixedThreadPool(3);\n"
                                   "        for (int i = 0; i < 6; i++) {\n"
                                   "            final int job = i;\n"
                                   "            pool.submit(() -> {\n"
                                   "                show(\"started\", job);\n"
                                   "                Thread.sleep(50);\n"
                                   "                show(\"finished\", job);\n"
                                   "                return job;\n"
                                   "            });\n"
                                   "        }\n"
                                   "        pool.shutdown();\n"
                                   "        pool.awaitTermination(1, TimeUnit.MINUTES);\n"
                                   "    }\n"
                                   "}\n";
        expectThePool(outputOf("Main.java", program, "java",
                               QStringLiteral("javac Main.java && java -cp . Main")),
                      3);
    }

    void aProgramInCpp()
    {
        const QByteArray program = "#include <atomic>\n"
                                   "#include <chrono>\n"
                                   "#include <cstdio>\n"
                                   "#include <thread>\n"
                                   "#include <vector>\n"
                                   "SHOW\n"
                                   "int main()\n"
                                   "{\n"
                                   "    std::atomic<int> next{0};\n"
                                   "    std::vector<std::jthread> workers;\n"
                                   "    for (int id = 1; id <= 3; ++id)\n"
                                   "        workers.emplace_back([&next, id] {\n"
                                   "            for (int job = next++; job < 6; job = next++) {\n"
                                   "                show(\"started\", id, job);\n"
                                   "                std::this_thread::sleep_for("
                                   "std::chrono::milliseconds(50));\n"
                                   "                show(\"finished\", id, job);\n"
                                   "            }\n"
                                   "        });\n"
                                   "}\n";
        expectThePool(
            outputOf("main.cpp", program, "cpp",
                     QStringLiteral("g++ -std=c++20 -pthread main.cpp -o main && ./main")),
            3);
    }

    void aShellLoop()
    {
        const QByteArray program = "SHOW\n"
                                   "for job in 1 2 3 4 5 6; do\n"
                                   "    show started $job\n"
                                   "    sleep 0.05\n"
                                   "    show finished $job\n"
                                   "done\n";
        expectThePool(outputOf("main.sh", program, "sh", QStringLiteral("sh main.sh")), 1);
    }
};

QTEST_GUILESS_MAIN(TestShowing)
#include "tst_showing.moc"
