// A trace is read the same wherever the pieces end in which its file is read.
#include "files/io/inputfile.h"
#include "files/trace/tracefields.h"
#include "files/trace/tracereader.h"

#include <QTemporaryDir>
#include <QtTest>

namespace {

// What openRun() looks at first, and then reads as the first piece.
constexpr std::size_t kFirstPiece = 4096;
constexpr qsizetype kManyPieces = 1'000'000;
constexpr qsizetype kMoreThanAText = 20'000'000;

class ReadTrace : public TraceSink
{
public:
    void takeMetadata(const QByteArray& json) override { metadata = json; }
    bool takeEvent(const TraceEvent& event) override
    {
        events.push_back(event);
        return true;
    }

    QByteArray metadata;
    std::vector<TraceEvent> events;
    QString problem;
};

// JSON with ' in place of ".
QByteArray json(QByteArray text)
{
    return text.replace('\'', '"');
}

const QByteArray kEvent = json(
    "{'name':'a \\'job\\', \\u00e9\\ud83d\\ude00\\\\','cat':'caf\xc3\xa9','ph':'X','pid':'one',"
    "'tid':12,'ts':1234.567,'dur':-8.9125e1, 'args':{'job':17,'x':[1,2.5,null,true],"
    "'status':'finished','wait_ns':1234567890123}}");

} // namespace

class TestTraceReader : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    ReadTrace read(const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(QStringLiteral("trace")));
        [&] {
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        }();
        file.close();
        ReadTrace trace;
        auto input = InputFile::open(file.fileName());
        InputFile& opened = *std::get<std::unique_ptr<InputFile>>(input);
        opened.peek(kFirstPiece);
        if (const auto problem = readTrace(opened, trace))
            trace.problem = problem->message;
        return trace;
    }

private Q_SLOTS:
    void aPieceMayEndAnywhere()
    {
        const ReadTrace whole = read('[' + kEvent + ']');
        QCOMPARE(whole.problem, QString());
        QCOMPARE(whole.events.size(), std::size_t(1));
        const TraceEvent& event = whole.events.front();
        QCOMPARE(QString::fromStdString(event.name),
                 QString::fromUtf8("a \"job\", \xc3\xa9\xf0\x9f\x98\x80\\"));
        QCOMPARE(event.startNs, std::optional<qint64>(1'234'567));
        QCOMPARE(event.durationNs, std::optional<qint64>(-89'125));
        QCOMPARE(event.thread, std::string("12"));
        QCOMPARE(event.arguments.waitNs, std::optional<qint64>(1'234'567'890'123));
        for (qsizetype seen = 0; seen <= kEvent.size(); ++seen) {
            const QByteArray blanks(qsizetype(kFirstPiece) - 1 - seen, ' ');
            const ReadTrace cut = read('[' + blanks + kEvent + ',' + kEvent + ']');
            QCOMPARE(cut.problem, QString());
            QCOMPARE(cut.events.size(), std::size_t(2));
            QVERIFY2(cut.events[0] == event && cut.events[1] == event,
                     qPrintable(QString::number(seen)));
        }
    }

    void textsMayBeLongerThanPieces()
    {
        const QByteArray plain(kManyPieces, 'x');
        const ReadTrace trace = read(json("[{'cat':'7','name':'") + plain + json("\\n\\'") + plain +
                                     json("','tid':'7'}]"));
        QCOMPARE(trace.problem, QString());
        QVERIFY(QByteArray::fromStdString(trace.events.at(0).name) == plain + "\n\"" + plain);
        QCOMPARE(trace.events.at(0).category, std::string("7"));
        QCOMPARE(trace.events.at(0).thread, std::string("7"));
    }

    void numbersMayBeLongerThanPieces()
    {
        const ReadTrace trace =
            read("[{\"ts\":1.5" + QByteArray(kManyPieces, '0') + ",\"dur\":2}]");
        QCOMPARE(trace.problem, QString());
        QCOMPARE(trace.events.at(0).startNs, std::optional<qint64>(1'500));
        QCOMPARE(trace.events.at(0).durationNs, std::optional<qint64>(2'000));
    }

    void manyNumbersInARowAreNoLongText()
    {
        const ReadTrace trace =
            read("{\"x\":[1" + QByteArray(kMoreThanAText, '1').replace("1111", ",123") +
                 "],\"traceEvents\":[{\"tid\":1}]}");
        QCOMPARE(trace.problem, QString());
        QCOMPARE(trace.events.size(), std::size_t(1));
    }

    void blanksAreNoLongText()
    {
        const ReadTrace trace = read("[" + QByteArray(kMoreThanAText, ' ') + kEvent + "]");
        QCOMPARE(trace.problem, QString());
        QCOMPARE(trace.events.size(), std::size_t(1));
    }

    void whatIsTooLongIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("a text") << "[{\"name\":\"" + QByteArray(kMoreThanAText, '1') + "\"}]";
        QTest::newRow("a key") << "[{\"" + QByteArray(kMoreThanAText, 'x') + "\":1}]";
        QTest::newRow("a number") << "[{\"ts\":1." + QByteArray(kMoreThanAText, '0') + "}]";
    }

    void whatIsTooLongIsSaidWithItsPlace()
    {
        QFETCH(QByteArray, bytes);
        const ReadTrace trace = read(bytes.replace(0, 1, '[' + kEvent + ','));
        QVERIFY2(trace.problem.contains(QLatin1String("16 MiB, at byte 1")),
                 qPrintable(trace.problem));
        QCOMPARE(trace.events.size(), std::size_t(1));
    }

    void aZeroIsAnErrorWithItsPlace()
    {
        const auto withZero = [](QByteArray bytes) {
            return bytes.replace('0', '\0');
        };
        QVERIFY(
            read(withZero(json("[{'name':'a0b'}]"))).problem.endsWith(QLatin1String("at byte 11")));
        QVERIFY(
            read(withZero(json("[{'ph':'X'}0]"))).problem.endsWith(QLatin1String("at byte 11")));
        QVERIFY(read(withZero(json("[{'ts':10}]"))).problem.endsWith(QLatin1String("at byte 8")));
    }

    void metadataComesAsItStands()
    {
        const ReadTrace trace = read(
            json("{'metadata':{'a':[1.50,-2e3,true,null],'b\\'c':'\\u00e9\\n'},'traceEvents':[]}"));
        QCOMPARE(trace.problem, QString());
        QCOMPARE(trace.metadata,
                 QByteArray("{\"a\":[1.50,-2e3,true,null],\"b\\\"c\":\"\xc3\xa9\\n\"}"));
    }

    void nothingOfAnEventIsSeenInTheNext()
    {
        const auto isCleared = [](const TraceField& field) {
            TraceEvent event;
            const auto take = field.takeText ? field.takeText : field.takeNumber;
            if (!take)
                return field.holds == TraceField::Holds::Arguments ||
                       field.holds == TraceField::Holds::Ids;
            take(event, "1");
            const bool isTaken = event != TraceEvent();
            event.outOfRange = true;
            event.clear();
            return isTaken && event == TraceEvent();
        };
        for (const TraceField& field : kEventFields)
            QVERIFY2(isCleared(field), field.name.data());
        for (const TraceField& field : kIdFields)
            QVERIFY2(isCleared(field), field.name.data());
        for (const TraceField& field : kArgumentFields)
            QVERIFY2(isCleared(field), field.name.data());
    }

    void eachFieldIsFoundByItsNameAlone()
    {
        for (const TraceField& field : kEventFields)
            QCOMPARE(kEventIndex.find(field.name), &field);
        for (const TraceField& field : kArgumentFields)
            QCOMPARE(kArgumentIndex.find(field.name), &field);
        for (const char* other : {"", "t", "nams", "eman", "name ", "args\xff", "tts"})
            QVERIFY(!kEventIndex.find(other));
    }
};

QTEST_GUILESS_MAIN(TestTraceReader)
#include "tst_tracereader.moc"
