#include "fuzz/fuzzed.h"

#include "files/settings/settingsfile.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // What is taken is written and read again the same.
    const auto read =
        settingsFrom(QByteArray(reinterpret_cast<const char*>(data), qsizetype(size)));
    if (const auto* file = std::get_if<SettingsFile>(&read)) {
        const QByteArray json = settingsJson(*file);
        const auto again = settingsFrom(json);
        fuzzed::expect(std::holds_alternative<SettingsFile>(again));
        fuzzed::expect(settingsJson(std::get<SettingsFile>(again)) == json);
    }
    return 0;
}
