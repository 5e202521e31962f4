// The log that GNU parallel writes with --joblog, and its table of results.
#pragma once

#include "base/result.h"
#include "files/imports/spansread.h"
#include "files/imports/tables/statuswords.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

class InputFile;

// A job that has ended; its host is good as long as its line.
struct JoblogJob
{
    qint64 number = 0; // from 1, in the order of the starts; 0 where that is not said
    std::string_view host;
    qint64 startNs = 0; // since 1970
    qint64 endNs = 0;
    ExitCode end{};
    std::string command;
};

// What its lines say, by their titles, of any version. For one thread.
class JoblogRows
{
public:
    // Nothing where a file that begins so is none.
    static std::optional<JoblogRows> of(std::string_view beginning);

    // A table of results has fields in quotes; in a joblog the command is the last field and may
    // hold separators.
    bool areOfResults() const { return m_places[Command] + 1 < m_count; }
    char separator() const { return m_separator; }

    // Nothing of titles: logs that were put together have them again. Or why it is left out.
    using Said = std::variant<std::monostate, JoblogJob, Problem>;
    Said read(std::string_view line);
    Said read(const std::vector<std::string>& row) const;

private:
    enum Column { Number, Host, Start, Runtime, ExitValue, Signal, Command, Columns };
    using Fields = std::array<std::string_view, Columns>;
    static constexpr std::size_t kNowhere = std::size_t(-1);

    JoblogRows() { m_places.fill(kNowhere); }
    template <typename Text>
    static std::optional<JoblogRows> titled(const std::vector<Text>& row, char separator);
    template <typename Text>
    Fields fieldsOf(const std::vector<Text>& row) const;
    bool has(Column column) const { return m_places[column] != kNowhere; }
    Said jobOf(const Fields& fields) const;

    std::array<std::size_t, Columns> m_places;
    std::size_t m_count = 0;
    char m_separator = '\t';
};

// Whether a file that begins so is one.
bool beginsJoblog(std::string_view beginning);

// Each job is a span with its exit status or signal; parallel does not log its slots, so as many
// lanes are shown as ran at once on a host. Logs that were put together have their titles again,
// those of older versions have other ones. What --results writes into a file that ends with .csv or
// .tsv has the same columns before those of the arguments and the output, in quotes where needed.
// Source: parallel(1), --joblog: tab-separated, the start in seconds since 1970, the runtime in
// seconds; --results.
SpansRead readJoblog(InputFile& file);
