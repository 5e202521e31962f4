// Reads JSON of any length, element by element.
#pragma once

#include "files/imports/services/jsonnode.h"

#include <QString>
#include <QStringList>

#include <set>
#include <string>
#include <string_view>

class InputFile;

// Receives the elements that it wants, in the order of the file. Paths are the keys to a value:
// "data[]/spans[]" is each element of the array `spans` in each element of `data`. Arrays around
// the whole, as of several pages, do not count: their elements have the path "".
class JsonElementSink
{
public:
    virtual ~JsonElementSink() = default;
    virtual bool wants(const std::string& path) const = 0;
    // `byte` of the (unpacked) file is where it begins.
    virtual void take(const std::string& path, JsonNode element, qint64 byte) = 0;
    // The object or array there, which it did not want, is over.
    virtual void leave(const std::string& path) = 0;
};

enum class JsonTexts {
    One,     // what follows it is not looked at
    Several, // one after another, with or without line ends between them
};

struct JsonEnd
{
    QString problem{};   // why it ended before its end, with the byte, if it did
    QStringList notes{}; // what is no JSON and was read nevertheless
};

// Reads on from where `file` is. The sink has received what comes before the end. Elements are no
// larger than 500,000 values and 64 MiB of text, and no text than 16 MiB.
JsonEnd readJsonElements(InputFile& file, JsonTexts texts, JsonElementSink& sink);

// The paths of all keys in the first JSON text that begins so, as far as it goes.
std::set<std::string, std::less<>> jsonKeysOf(std::string_view beginning);
