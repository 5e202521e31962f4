#include "files/picturefile.h"
#include "files/settingsfile.h"
#include "files/timingpicture.h"
#include "fixtures/textpicture.h"
#include "timeline/runrecord.h"

#include <QImage>
#include <QPainter>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

namespace {

constexpr qint64 kSecond = 1'000'000'000;

std::shared_ptr<const RunRecord> articleRun()
{
    auto record = std::make_shared<RunRecord>(RunSettings());
    const auto draw = [](Timeline& timeline, const std::vector<std::string>& lines, qint64 end) {
        timeline.record(Event{fixtures::kBeganAtNs, {}, {}, EventKind::RunBegan, {}});
        for (int job = 1; job <= 5; ++job)
            timeline.record(Event{fixtures::kBeganAtNs, JobId{job}, {}, EventKind::Queued, {}});
        for (std::size_t i = 0; i < lines.size(); ++i)
            fixtures::recordLane(timeline, int(i + 1), lines[i], kSecond);
        timeline.record(
            Event{fixtures::kBeganAtNs + end * kSecond, {}, {}, EventKind::RunEnded, {}});
        RunOutcome outcome;
        outcome.resultsReceived = 5;
        outcome.resultsSum = 30;
        timeline.conclude(outcome);
    };
    draw(record->pool, {"14", "25", "3"}, 2);
    draw(*record->sequential, {"12345"}, 5);
    return record;
}

TimingPicture articlePicture(const Theme& theme = Theme::light())
{
    return TimingPicture({articleRun(), &theme, fixtures::kLongAfterNs,
                          QDateTime(QDate(2021, 3, 18), QTime(9, 25))});
}

// The picture's rows in which a colour is seen, as runs of neighbouring lines.
int bandsOf(const QImage& image, const QColor& color)
{
    int bands = 0;
    bool inBand = false;
    for (int y = 0; y < image.height(); ++y) {
        int pixels = 0;
        for (int x = 0; x < image.width() * 3 / 4; ++x)
            pixels += image.pixelColor(x, y) == color;
        const bool seen = pixels > 40;
        bands += seen && !inBand;
        inBand = seen;
    }
    return bands;
}

} // namespace

class TestPictureFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPngCarriesItsSettingsAndItsTimings()
    {
        const QString path = file("carries.png");
        QCOMPARE(writePicture(articlePicture(), path, 1), QString());
        const auto read = readSettingsFile(path);
        const auto* carried = std::get_if<SettingsFile>(&read);
        QVERIFY(carried);
        QVERIFY(carried->settings == RunSettings());
        const QString timings = QImage(path).text(QStringLiteral("poolscope-timings"));
        QVERIFY2(timings.contains(QLatin1String("2.000 s")), qPrintable(timings));
        const QString other = file("other.png");
        QVERIFY(QImage(4, 4, QImage::Format_RGB32).save(other));
        const auto none = readSettingsFile(other);
        QVERIFY(std::get<SettingsProblem>(none).message.contains(QLatin1String("no settings")));
        // Half of one.
        QFile whole(path);
        QVERIFY(whole.open(QIODevice::ReadWrite));
        QVERIFY(whole.resize(60));
        QVERIFY(std::holds_alternative<SettingsProblem>(readSettingsFile(path)));
    }

    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
    }

    void theEndingChoosesTheFormat()
    {
        QCOMPARE(pictureFormatOf(QStringLiteral("a.png")), PictureFormat::Png);
        QCOMPARE(pictureFormatOf(QStringLiteral("/b/ä.b.SVG")), PictureFormat::Svg);
        QCOMPARE(pictureFormatOf(QStringLiteral("a.pdf")), PictureFormat::Pdf);
        QVERIFY(!pictureFormatOf(QStringLiteral("a.gif")));
        QVERIFY(!pictureFormatOf(QStringLiteral("png")));
        QVERIFY(!pictureFormatOf(QString()));
    }

    void aPngHasTheBarsOfBothRunsAtEveryScale()
    {
        for (int scale = 1; scale <= 3; ++scale) {
            const QString path = file("timing.png");
            QCOMPARE(writePicture(articlePicture(), path, scale), QString());
            const QImage image(path);
            QCOMPARE(image.size(), (articlePicture().size() * scale).toSize());
            // Each of the five colours: once in the pool's rows, once in the sequential row.
            for (int job = 1; job <= 5; ++job)
                QCOMPARE(bandsOf(image, jobColor(JobId{job})), 2);
        }
    }

    void thePictureIsTheSameWhateverTheTheme()
    {
        QCOMPARE(articlePicture(Theme::light()).size(), articlePicture(Theme::darkTheme()).size());
        const QImage dark = pictureImage(articlePicture(Theme::darkTheme()), 1);
        QCOMPARE(dark.pixelColor(5, 5), Theme::darkTheme().window);
    }

    void anSvgIsWellFormedAndSaysTheTimes()
    {
        const QString path = file("timing.svg");
        QCOMPARE(writePicture(articlePicture(), path, 1), QString());
        QFile svg(path);
        QVERIFY(svg.open(QIODevice::ReadOnly));
        QXmlStreamReader reader(&svg);
        QStringList texts;
        int paths = 0;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement())
                paths += reader.name() == QLatin1String("path");
            if (reader.isCharacters() && !reader.isWhitespace())
                texts.append(reader.text().toString().trimmed());
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        QVERIFY(paths >= 10); // the bars
        for (const char* text : {"2.000 s", "5.000 s", "2.50×", "job 5", "worker 3"})
            QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
        QSvgRenderer renderer(path);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.defaultSize().width() > 0, true);
    }

    void aPdfIsWritten()
    {
        const QString path = file("timing.pdf");
        QCOMPARE(writePicture(articlePicture(), path, 1), QString());
        QFile pdf(path);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const QByteArray bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));
        QCOMPARE(bytes.count("/Type /Page\n"), 1);
    }

    void aThousandWorkersAreAllInThePicture()
    {
        RunSettings settings;
        settings.workers = RunSettings::kMaxWorkers;
        settings.sequential = SequentialRunWhen::Off;
        auto record = std::make_shared<RunRecord>(settings);
        record->pool.record(Event{0, {}, {}, EventKind::RunBegan, {}});
        record->pool.record(
            Event{0, JobId{1}, WorkerId{RunSettings::kMaxWorkers}, EventKind::Started, {}});
        record->pool.record(
            Event{kSecond, JobId{1}, WorkerId{RunSettings::kMaxWorkers}, EventKind::Finished, {}});
        record->pool.record(Event{kSecond, {}, {}, EventKind::RunEnded, {}});
        record->pool.conclude({});
        const TimingPicture picture(
            {record, &Theme::light(), fixtures::kLongAfterNs, QDateTime::currentDateTime()});
        QVERIFY(picture.size().height() < 6000);
        const QImage image = pictureImage(picture, 1);
        bool seen = false;
        // Above the strips and the footer.
        for (int y = image.height() - 300; y < image.height() - 150; ++y)
            seen = seen || image.pixelColor(500, y) == jobColor(JobId{1});
        QVERIFY(seen);
    }

    void aMissingFolderIsSaidAndNothingIsLeft()
    {
        const QString path = file("no such folder/timing.png");
        QVERIFY(problemWithPicturePath(path).contains(QLatin1String("no folder")));
        QVERIFY(!writePicture(articlePicture(), path, 1).isEmpty());
        QCOMPARE(entries(), QStringList());
    }

    void aFolderInTheWayIsSaid()
    {
        QDir(m_dir->path()).mkdir(QStringLiteral("timing.png"));
        QVERIFY(problemWithPicturePath(file("timing.png")).contains(QLatin1String("folder")));
    }

    void aDeviceIsRefusedAndStaysWhatItIs()
    {
        const QString path = file("null.png");
        QVERIFY(QFile::link(QStringLiteral("/dev/null"), path));
        QVERIFY(writePicture(articlePicture(), path, 1).contains(QLatin1String("regular file")));
        QVERIFY(!QFileInfo(QStringLiteral("/dev/null")).isFile());
    }

    void aWrongEndingIsSaidWithWhatIsAllowed()
    {
        const QString problem = problemWithPicturePath(file("timing.gif"));
        QVERIFY(problem.contains(QLatin1String(".png, .svg or .pdf")));
        QCOMPARE(writePicture(articlePicture(), file("timing.gif"), 1), problem);
    }

    void lookingForProblemsLeavesNothingBehindAndTheOldFileAsItWas()
    {
        QCOMPARE(problemWithPicturePath(file("timing.png")), QString());
        QCOMPARE(entries(), QStringList());
        QFile old(file("old.png"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        QCOMPARE(problemWithPicturePath(file("old.png")), QString());
        QCOMPARE(QFileInfo(file("old.png")).size(), 3);
        QCOMPARE(entries(), QStringList{QStringLiteral("old.png")});
    }

    void aReadOnlyFolderIsSaid()
    {
        if (geteuid() == 0)
            QSKIP("the administrator may write everywhere");
        QFile::setPermissions(m_dir->path(), QFile::ReadOwner | QFile::ExeOwner);
        QVERIFY(!problemWithPicturePath(file("timing.png")).isEmpty());
        QFile::setPermissions(m_dir->path(),
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void aDiskWithoutRoomIsSaidAndTheOldFileStays()
    {
        QFile old(file("timing.png"));
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        // No file may grow beyond 8 KiB: writing fails as it does on a full disk.
        rlimit before;
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        signal(SIGXFSZ, SIG_IGN);
        const rlimit little{8192, before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &little), 0);
        const QString problem = writePicture(articlePicture(), file("timing.png"), 1);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
        QVERIFY(problem.contains(QLatin1String("timing.png")));
        QCOMPARE(QFileInfo(file("timing.png")).size(), 3);
        QCOMPARE(entries(), QStringList{QStringLiteral("timing.png")});
    }

    void namesInAnyScriptAreWritten()
    {
        const QString path = file("zeiten ünïcödé 計時.png");
        QCOMPARE(writePicture(articlePicture(), path, 1), QString());
        QVERIFY(QFileInfo::exists(path));
    }

private:
    QString file(const char* name) const { return m_dir->filePath(QString::fromUtf8(name)); }
    QStringList entries() const
    {
        return QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    }

    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_MAIN(TestPictureFile)
#include "tst_picturefile.moc"
