// The three pictures of a run say the same: by the words that they hold.
#include "files/exports/picturefile.h"
#include "files/exports/runexport.h"
#include "files/exports/timingpicture.h"
#include "fixtures/textpicture.h"
#include "gantt/paint/theme.h"
#include "timeline/runrecord.h"

#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

PictureRequest requestFor(const Theme& theme)
{
    auto record = std::make_shared<RunRecord>(RunSettings());
    fixtures::recordRun(record->pool(), {"14", "25", "3"}, kSecond);
    fixtures::recordRun(*record->sequential(), {"12345"}, kSecond);
    return {record, &theme, fixtures::kLongAfterNs, QDateTime(QDate(2021, 3, 18), QTime(9, 25))};
}

// Letters and digits, in the order of the alphabet. A font may draw several letters as one, "ffi",
// and has shapes for signs between digits that no reader of the file knows by name.
QStringList wordsOf(const QString& text)
{
    QStringList words =
        text.normalized(QString::NormalizationForm_KC)
            .split(QRegularExpression(QStringLiteral("[^\\p{L}\\p{N}]+")), Qt::SkipEmptyParts);
    words.sort();
    return words;
}

QStringList wordsOfSvg(const QString& path)
{
    QFile svg(path);
    if (!svg.open(QIODevice::ReadOnly))
        return {};
    QXmlStreamReader reader(&svg);
    QString text;
    bool inText = false;
    while (!reader.atEnd()) {
        reader.readNext();
        if (reader.isStartElement() || reader.isEndElement())
            inText = reader.isStartElement() && reader.name() == QLatin1String("text");
        if (reader.isCharacters() && inText)
            text += reader.text().toString() + u' ';
    }
    return wordsOf(text);
}

QStringList wordsOfPdf(const QString& path)
{
    QProcess process;
    process.start(QStringLiteral("pdftotext"), {QStringLiteral("-raw"), path, QStringLiteral("-")});
    process.waitForFinished();
    return wordsOf(QString::fromUtf8(process.readAllStandardOutput()));
}

} // namespace

class TestPictureWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void svgAndPdfHoldTheSameWords()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("pdftotext")).isEmpty())
            QSKIP("pdftotext is not installed");
        const QString svg = m_dir->filePath(QStringLiteral("words.svg"));
        const QString pdf = m_dir->filePath(QStringLiteral("words.pdf"));
        QCOMPARE(exportRun(requestFor(Theme::light()), svg, 1), QString());
        QCOMPARE(exportRun(requestFor(Theme::light()), pdf, 1), QString());
        const QStringList words = wordsOfSvg(svg);
        QVERIFY(words.count(QStringLiteral("job")) >= 10);
        QVERIFY(words.count(QStringLiteral("s")) >= 6 + 2); // the axis from 0 to 5 s, and the times
        QCOMPARE(wordsOfPdf(pdf), words);
    }

    // A PNG has no words: what stands on its axis is seen.
    void aPngHasInkAtEachLabelOfItsAxis()
    {
        const Theme& theme = Theme::light();
        const QString path = m_dir->filePath(QStringLiteral("words.png"));
        QCOMPARE(exportRun(requestFor(theme), path, 1), QString());
        const QImage image(path);
        // Above the axis' ticks, below the header: runs of ink with gaps of more than a letter.
        int labels = 0;
        int since = 100;
        for (int x = 100; x < 1280 - 340; ++x) {
            bool ink = false;
            for (int y = 72 + 5; y < 72 + 22; ++y)
                ink = ink || image.pixelColor(x, y) != theme.window;
            labels += ink && since > 20 ? 1 : 0;
            since = ink ? 0 : since + 1;
        }
        QCOMPARE(labels, 6);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_MAIN(TestPictureWords)
#include "tst_picturewords.moc"
