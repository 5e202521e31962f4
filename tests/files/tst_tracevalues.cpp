// Values in traces of other programs mean what they say, or it is said that they do not.
#include "files/io/decimal.h"
#include "files/tracetest.h"

using namespace tracetest;

class TestTraceValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesAreTakenAsTheyAreMeantOrSaid_data()
    {
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<QString>("spans");
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const char* fields, const char* spans,
                            const char* says) {
            QTest::newRow(name) << json(fields) << QString::fromUtf8(spans)
                                << QString::fromUtf8(says);
        };
        row("times as texts", "'ts':'12.5','dur':'1e1'", "a 12.5-22.5", "");
        row("texts that are none", "'ts':'soon','dur':1", "",
            "a time is no number: soon, at byte 115");
        row("an empty text", "'ts':'','dur':1", "", "a time is no number: an empty text, at");
        row("scientific", "'ts':1.5e3,'dur':1E-3", "a 1500-1500", "");
        row("an object", "'ts':{'s':1},'dur':1", "", "a time is no number: {, at");
        row("an array", "'ts':[1],'dur':1", "", "a time is no number: [, at");
        row("a truth", "'ts':true,'dur':1", "", "a time is no number: true, at");
        row("a truth for a duration", "'ts':1,'dur':false", "", "a time is no number: false, at");
        row("no duration", "'ts':1", "a 1-9?",
            "1 span has no duration: it is shown as not "
            "finished, to the end of the trace; the first is a");
        row("null for a duration", "'ts':1,'dur':null", "a 1-9?", "1 span has no duration");
        row("null for a time", "'ts':null,'dur':1", "", "1 event is not shown: it has no time");
        row("a negative duration", "'ts':1,'dur':-5", "",
            "1 event is not shown: its duration is negative");
        row("out of range", "'ts':1e300,'dur':1", "", "a time is out of range: 1e300, at byte");
        row("a large number that is no time", "'ts':1,'dur':1,'args':{'job':1e300}", "a 1-2", "");
        row("NaN for a time", "'ts':NaN,'dur':1", "",
            "NaN, at byte 114, is no value of JSON and is passed over; 1 event is not shown");
        row("infinity elsewhere",
            "'args':{'x':-Infinity,'y':inf,'z':[nan,-nan(ind),None]},'ts':1,"
            "'dur':2",
            "a 1-3",
            "-Infinity, at byte 121, is no value of JSON and is passed over; "
            "and 4 more like that");
        row("null and negative numbers are no such words",
            "'args':{'n':null,'i':[-1,-0.5]},'ts':"
            "-3,'dur':2",
            "a -3--1", "");
        row("words in texts", "'args':{'detail':'inf, NaN: -Infinity'},'ts':1,'dur':2",
            "a inf, NaN: -Infinity 1-3", "");
    }

    // Between two spans that are right.
    void valuesAreTakenAsTheyAreMeantOrSaid()
    {
        QFETCH(QByteArray, fields);
        QFETCH(QString, spans);
        QFETCH(QString, says);
        const QByteArray other =
            json("{'ph':'X','pid':1,'tid':'m','ts':8,'dur':1,'name':'before'}");
        const QByteArray event = json("{'ph':'X','pid':1,'tid':'n','name':'a','y':'b',");
        const Imported imported =
            importOf("[" + other + ",\n" + event + fields + "},\n" + other + "]");
        QCOMPARE(imported.problem, QString());
        const QString before = QStringLiteral("thread 1/m: before 8-9, before 8-9");
        QCOMPARE(picture(imported.spans),
                 spans.isEmpty() ? before : before + QStringLiteral("; thread 1/n: ") + spans);
        QVERIFY2(imported.notes.contains(says), qPrintable(imported.notes));
        QCOMPARE(imported.notes.isEmpty(), says.isEmpty());
    }

    void scientificNotationIsExactToEachDigit()
    {
        QCOMPARE(scaledDecimal("1.745388000000123451e15", 3), 1'745'388'000'000'123'451);
        QCOMPARE(scaledDecimal("1745388000000123451E-3", 3), 1'745'388'000'000'123'451);
        QCOMPARE(scaledDecimal("-12.5e+2", 0), -1'250);
        QCOMPARE(scaledDecimal("1E-3", 3), 1);
        QCOMPARE(scaledDecimal("9e-4", 3), 0);
        QCOMPARE(scaledDecimal("0e999999999999", 3), 0);
        QCOMPARE(scaledDecimal("5e-999999999999", 3), 0);
        for (const char* no : {"1e", "e1", "1e+", "1e1.5", "1e19", "1e999999999999"})
            QVERIFY2(!scaledDecimal(no, 0), no);
        QVERIFY(isDecimal("1e300") && !isDecimal("NaN") && !isDecimal(""));
    }

    void aWordMayStandWhereAPieceEnds()
    {
        const QByteArray trace = json("{'ph':'X','pid':1,'tid':1,'ts':0,'dur':1,'args':{'x':"
                                      "-Infinity},'name':'a'}]");
        for (qsizetype before = 0; before < trace.size(); ++before) {
            const QByteArray blanks((1 << 18) - 1 - before, ' ');
            const Imported imported = importOf('[' + blanks + trace);
            QCOMPARE(imported.problem, QString());
            QCOMPARE(picture(imported.spans), QStringLiteral("thread 1/1: a 0-1"));
            QVERIFY(imported.notes.startsWith(QLatin1String("-Infinity, at byte ")));
        }
    }

    void aControlCharacterInATextIsSaidAndReadOver()
    {
        for (const char* name : {"'one\ntwo'", "'\ntwo'", "'\\\\\n'", "'one\n'", "'\n\r\t\x01x'"}) {
            const Imported imported =
                importOf(json(QByteArray("[{'ph':'X','pid':1,'tid':1,'ts':0,'dur':1,'name':") +
                              name + "},{'ph':'X','pid':1,'tid':1,'ts':2,'dur':1,'name':'last'}]"));
            QCOMPARE(imported.problem, QString());
            const QString seen =
                QString::fromLatin1(QByteArray(name).replace('\'', "").replace("\\\\", "\\"));
            QCOMPARE(picture(imported.spans),
                     QStringLiteral("thread 1/1: %1 0-1, last 2-3").arg(seen));
            QVERIFY2(imported.notes.contains(QLatin1String(
                         "a control character (a line feed) stands in a text at byte")),
                     qPrintable(imported.notes));
        }
    }

    void aFileThatEndsEarlySaysSo()
    {
        const Imported imported = importOf(json(
            "{'traceEvents':[{'ph':'X','pid':1,'tid':1,'ts':0,'dur':1,'name':'a'},{'ph':'X',"));
        QCOMPARE(picture(imported.spans), QStringLiteral("thread 1/1: a 0-1"));
        QVERIFY2(imported.problem.startsWith(QLatin1String("it ends early, at byte ")),
                 qPrintable(imported.problem));
    }
};

QTEST_GUILESS_MAIN(TestTraceValues)
#include "tst_tracevalues.moc"
