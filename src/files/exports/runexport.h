// All that a run can be written to; the ending of the file's name chooses what.
#pragma once

#include "files/io/fileprogress.h"

#include <QString>

#include <optional>
#include <vector>

struct PictureRequest;
class RunRecord;
struct RunSettings;
struct SizingCurve;

enum class ExportFormat {
    Png,
    Svg,
    Pdf,
    Html,
    Markdown, // its picture is written beside it
    TimingTable,
    SizingTable,   // how long numbers of workers take
    LostTimeTable, // where the workers' time went
    Findings,      // what holds the run back
    JobTable,
    Run,
    RunPacked,
    Hashes, // of jobs that hash files
};

struct ExportKind
{
    ExportFormat format;
    const char* ending;
    QString name; // for people: "Picture (PNG)"
};

// In the order in which they are offered.
std::vector<ExportKind> exportKinds();
// Those that there are for runs with these settings.
std::vector<ExportKind> exportKindsOf(const RunSettings& settings);

// What the path's ending asks for, in either case; nothing for any other.
std::optional<ExportFormat> exportFormatOf(const QString& path);

// The endings, to say what is allowed: ".png, .svg, …".
QString exportEndings(const RunSettings& settings);

// All files that an export to `path` writes: one, or a report and its picture.
QStringList exportedFiles(const QString& path);

// Why the path cannot be exported to, in one line that says what is allowed; empty when it can.
// Leaves nothing behind, and existing files as they are.
QString problemWithExport(const QString& path, const RunSettings& settings);

// What an export to the path means for the files that it replaces, as noteOnReplacing() says it.
QString noteOnExport(const QString& path);

// Writes what the ending asks for, whole or not at all. `scale`, 1 to 3, is of pictures that have
// pixels. Returns an empty text, or what went wrong, a stop and a lack of memory among it.
// Any thread; pictures need a QGuiApplication for their fonts.
QString exportRun(const PictureRequest& request, const QString& path, int scale,
                  const FileProgress& progress = {});

// Writes the table of a curve without a run; the path's ending must ask for that. As exportRun().
QString exportCurve(const SizingCurve& curve, const QString& path);
