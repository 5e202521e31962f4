#include "fuzz/fuzzed.h"

#include "files/settings/settingsfile.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    // Whatever it carries is settings or a problem that is said.
    static fuzzed::MemoryFile file;
    file.fill({reinterpret_cast<const char*>(data), size});
    fuzzed::expect(holdsSettings(file.path()) || !isPicture(file.path()));
    const auto read = readSettingsFile(file.path());
    const auto* problem = std::get_if<SettingsProblem>(&read);
    fuzzed::expect(!problem || !problem->message.isEmpty());
    return 0;
}
