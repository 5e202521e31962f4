// What is packed opens as what was packed, or says why not.
#include "files/imports/openedrun.h"
#include "fixtures/folder.h"

#include <QtTest>

using fixtures::Folder;

namespace {

constexpr char kXz[] =
    "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AAqACldABGICkch/0KBc6f87K9Xw9EiG04WhH61VQSX"
    "GCOn0gsdM24eRvkHOXrAAAAAAHWgYaV2mSoZAAFFKyv3NAEftvN9AQAAAAAEWVo=";
constexpr char kGzip[] =
    "H4sIAAAAAAACA1NWyMvMy0pUyMlPVygz5TLgNDHgNORM1MvnTEsD8sxBvCQQL5ULAJ3fxTorAAAA";
constexpr char kZstd[] =
    "KLUv/QRYWQEAIyBuaW5qYSBsb2cgdjUKMAk0MAkxCWEubwlmZgowCTcwCTEJYi5vCWZlCtOjNgo=";
// A folder and a file in it.
constexpr char kDeflated[] = "UEsDBBQAAAAAAAAAIQAAAAAAAAAAAAAAAAAFAAAAbG9ncy9QSwMEFAAAAAgAAAAhAJ3fx"
                             "TonAAAAKwAAAA4AAABsb2dzL25p"
                             "bmphX2xvZ1NWyMvMy0pUyMlPVygz5TLgNDHgNORM1MvnTEsD8sxBvCQQL5ULAFBLAQIUA"
                             "xQAAAAAAAAAIQAAAAAAAAAAAAAA"
                             "AAAFAAAAAAAAAAAAAACAAQAAAABsb2dzL1BLAQIUAxQAAAAIAAAAIQCd38U6JwAAACsAA"
                             "AAOAAAAAAAAAAAAAACAASMAAABs"
                             "b2dzL25pbmphX2xvZ1BLBQYAAAAAAgACAG8AAAB2AAAAAAA=";
constexpr char kStored[] = "UEsDBBQAAAAAAAAAIQCd38U6KwAAACsAAAAJAAAAbmluamFfbG9nIyBuaW5qYSBsb2cgdjU"
                           "KMAk0MAkxCWEubwlmZgowCTcw"
                           "CTEJYi5vCWZlClBLAQIUAxQAAAAAAAAAIQCd38U6KwAAACsAAAAJAAAAAAAAAAAAAACAAQA"
                           "AAABuaW5qYV9sb2dQSwUGAAAA"
                           "AAEAAQA3AAAAUgAAAAAA";
constexpr char kTwoFiles[] =
    "UEsDBBQAAAAAAAAAIQCd38U6KwAAACsAAAAFAAAAYS5sb2cjIG5pbmphIGxvZyB2NQowCTQwCTEJYS5vCWZmCjAJNzAJMQ"
    "li"
    "Lm8JZmUKUEsDBBQAAAAAAAAAIQCd38U6KwAAACsAAAAFAAAAYi5sb2cjIG5pbmphIGxvZyB2NQowCTQwCTEJYS5vCWZmCj"
    "AJ"
    "NzAJMQliLm8JZmUKUEsBAhQDFAAAAAAAAAAhAJ3fxTorAAAAKwAAAAUAAAAAAAAAAAAAAIABAAAAAGEubG9nUEsBAhQDFA"
    "AA"
    "AAAAAAAhAJ3fxTorAAAAKwAAAAUAAAAAAAAAAAAAAIABTgAAAGIubG9nUEsFBgAAAAACAAIAZgAAAJwAAAAAAA==";
constexpr char kBzip2[] =
    "QlpoOTFBWSZTWdEze38AAATZgAAwSAFmACG1gQAgADFNMjExMQajIGCMmRqWVkdDclFeJLrQ6Jmj+LuSKcKEhomb2/g=";

QByteArray bytesOf(const char* base64)
{
    return QByteArray::fromBase64(base64);
}

} // namespace

class TestPacked : public QObject
{
    Q_OBJECT

    Folder m_folder;

    Result<OpenedRun> opened(const QByteArray& bytes) const
    {
        m_folder.write("file", bytes);
        return openRun(m_folder.path("file"));
    }

    // How many spans it shows; what is wrong with it is a warning.
    int spans(const QByteArray& bytes) const
    {
        const auto result = opened(bytes);
        if (const auto* run = std::get_if<OpenedRun>(&result))
            return run->record->settings.jobs.count;
        qWarning().noquote() << std::get<Problem>(result).message;
        return 0;
    }

    QString notes(const QByteArray& bytes) const
    {
        const auto result = opened(bytes);
        const auto* run = std::get_if<OpenedRun>(&result);
        return run ? run->notes.filter(QStringLiteral("compressed")).join(u' ')
                   : QStringLiteral("it did not open");
    }

    QString problem(const QByteArray& bytes) const
    {
        const auto result = opened(bytes);
        const auto* problem = std::get_if<Problem>(&result);
        return problem ? problem->message : QStringLiteral("it opened");
    }

private Q_SLOTS:
    void whatIsPackedOpensAsWhatItWas()
    {
        QCOMPARE(spans(bytesOf(kGzip)), 2);
        QCOMPARE(spans(bytesOf(kXz)), 2);
        QCOMPARE(spans(bytesOf(kZstd)), 2);
        QCOMPARE(spans(bytesOf(kDeflated)), 2);
        QCOMPARE(spans(bytesOf(kStored)), 2);
    }

    void partsStandOneAfterAnother()
    {
        QCOMPARE(spans(bytesOf(kGzip) + bytesOf(kGzip)), 4);
        QCOMPARE(spans(bytesOf(kXz) + bytesOf(kXz)), 4);
        QCOMPARE(spans(bytesOf(kZstd) + bytesOf(kZstd)), 4);
    }

    void zeroBytesFillUpBlocksBetweenPartsAndBehindThem()
    {
        for (const char* packed : {kGzip, kXz, kZstd}) {
            const QByteArray part = bytesOf(packed);
            QCOMPARE(notes(part + QByteArray(512, '\0')), QString());
            QCOMPARE(spans(part + QByteArray(512, '\0')), 2);
            // Longer than what is read at once, so that parts begin anywhere in that.
            const QByteArray far = part + QByteArray((1 << 16) - part.size() - 2, '\0') + part;
            QCOMPARE(spans(far), 4);
            QCOMPARE(notes(far + part), QString());
        }
    }

    void framesOfZstdThatArePassedOverHoldNothing()
    {
        const QByteArray passedOver("\x52\x2a\x4d\x18\x03\0\0\0xyz", 11);
        QCOMPARE(spans(passedOver + bytesOf(kZstd) + passedOver + bytesOf(kZstd) + passedOver), 4);
    }

    void whatFollowsAndIsNotPackedIsSaid()
    {
        for (const char* packed : {kGzip, kXz, kZstd}) {
            QCOMPARE(spans(bytesOf(packed) + "garbage"), 2);
            QCOMPARE(notes(bytesOf(packed) + QByteArray(2, '\0') + "garbage"),
                     QStringLiteral("what follows the compressed data is not read, as it is not "
                                    "compressed like it: 7 bytes"));
        }
    }

    void aZipOfSeveralFilesNamesThem()
    {
        const QString message = problem(bytesOf(kTwoFiles));
        QVERIFY2(message.contains(QLatin1String("a zip of 2 files")), qPrintable(message));
        QVERIFY2(message.endsWith(QLatin1String("it holds a.log, b.log")), qPrintable(message));
    }

    void whatIsPackedOtherwiseIsNamed()
    {
        QVERIFY(problem(bytesOf(kBzip2)).contains(QLatin1String("compressed with bzip2")));
        // What breaks off before it says so is nothing.
        for (const char* bytes : {"BZh", "BZ", "BZh9"})
            QVERIFY(!problem(QByteArray(bytes)).contains(QLatin1String("bzip2")));
        QVERIFY(problem("\x04\x22\x4d\x18 and more").contains(QLatin1String("lz4")));
    }

    void whatEndsEarlyOrIsDamagedSaysSo()
    {
        for (const char* packed : {kXz, kZstd, kDeflated}) {
            const QByteArray whole = bytesOf(packed);
            for (qsizetype size = 1; size < whole.size(); ++size)
                opened(whole.first(size)); // survives
            for (qsizetype i = 0; i < whole.size(); ++i) {
                QByteArray damaged = whole;
                damaged[i] = char(damaged[i] ^ 0x55);
                opened(damaged);
            }
        }
        QVERIFY(problem(bytesOf(kXz).first(40)).contains(QLatin1String("ends early")));
        QVERIFY(problem(bytesOf(kZstd).first(20)).contains(QLatin1String("ends early")));
        QVERIFY(
            problem(bytesOf(kStored).first(80)).contains(QLatin1String("directory is missing")));
        QByteArray damaged = bytesOf(kStored);
        damaged.replace("a.o", "A.o");
        m_folder.write("file", damaged);
        const auto run = std::get<OpenedRun>(openRun(m_folder.path("file")));
        QVERIFY2(run.notes.join(u' ').contains(QLatin1String("damaged")),
                 qPrintable(run.notes.join(u' ')));
    }
};

QTEST_GUILESS_MAIN(TestPacked)
#include "tst_packed.moc"
