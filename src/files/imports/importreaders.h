// The list of what can be opened of others, beside traces.
#pragma once

#include "files/imports/spansread.h"

#include <QLatin1String>
#include <QString>

#include <span>
#include <string_view>

class InputFile;

enum class Notation : quint8 {
    Json, // as traces, which are what no reader of it takes
    Other,
};

struct ImportReader
{
    QLatin1String kind; // by its key (timeline/originkind.h), unless what was read says another
    Notation notation;
    // Whether a file in this notation that begins so is one, or can be: a few KiB, or all of a
    // shorter file.
    bool (*begins)(std::string_view beginning);
    SpansRead (*read)(InputFile& file);
    QString (*words)(); // what it reads, for a list in a sentence
};

// The first that takes a beginning reads the file; those that are surer come first.
std::span<const ImportReader> importReaders();

// "a, b or c": what all of them read.
QString readableImports();
