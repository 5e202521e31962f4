// What the rows of a table say of the jobs, whoever shows them.
#pragma once

#include "base/result.h"
#include "files/imports/importedrun.h"
#include "files/imports/tables/statuswords.h"
#include "files/imports/tables/tablecolumns.h"
#include "files/imports/tables/tabletimes.h"

#include <QStringList>

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// A job of a table; its texts are good as long as its row.
struct TableSpan
{
    std::string_view worker;
    std::string name;
    qint64 startNs = 0;
    std::optional<qint64> endNs{}; // nothing where no row says it
    bool isOfDay = false;          // its times are times of day without a date
    SpanEnd end = SpanEnd::Finished;
    // Why it failed or was cancelled, and how its program ended; nothing where that is not said.
    struct Report
    {
        std::string error;
        ExitCode code{};
    };
    std::optional<Report> report{};
};

// For one thread. Rows are taken in their order.
class TableRows
{
public:
    explicit TableRows(const TableForm& form)
        : m_columns(form.columns), m_times(form.hasDecimalCommas())
    {
    }

    const TableColumns& columns() const { return m_columns; }

    // Nothing where the row tells of no job that ran; or why it is left out.
    using Said = std::variant<std::monostate, TableSpan, Problem>;
    Said read(const std::vector<std::string>& row);

    // When the row's job was queued, if it says so; `span` is what was read of the row.
    std::optional<qint64> queuedNs(const std::vector<std::string>& row, const TableSpan& span);

    // How many jobs did not run, and other things worth knowing of the rows so far.
    QStringList notes() const;

private:
    // How a row says that its job ended.
    struct RowEnd
    {
        SaidEnd said = SaidEnd::Nothing;
        std::string_view word{}; // of its status
        ExitCode code{};
        std::string_view noCode{}; // in the column of exit codes, where it is none
    };
    struct Times
    {
        qint64 startNs;
        std::optional<qint64> endNs;
        bool areOfDay;
    };
    // An end in the column of how it ended.
    struct EndByState
    {
        qint64 timeNs;
        SaidEnd said;
        std::string_view word;
    };

    // The job ids of Slurm's sacct: its steps stand behind their job, and within its time.
    class SlurmSteps
    {
    public:
        bool isWithinTheLastJob(std::string_view id);

    private:
        std::string m_job;
    };

    // In which columns there were numbers of which neither the title nor the cell says the unit.
    class NumbersWithoutUnit
    {
    public:
        void add(TableRole role, std::string_view cell, qint64 ns);
        QStringList notes(const TableColumns& columns) const;

    private:
        std::array<bool, std::size_t(TableRole::Count)> m_areThere{};
    };

    // What words of a status are not known, and how often they came.
    class UnknownWords
    {
    public:
        void add(std::string_view word);
        QStringList notes() const;

    private:
        static constexpr std::size_t kMostNamed = 8;
        std::map<QString, qint64> m_words;
        qint64 m_rows = 0;
    };

    QString tooManyFields(const std::vector<std::string>& row) const;
    std::optional<EndByState> endByStateOf(const std::vector<std::string>& row);
    RowEnd endOf(const std::vector<std::string>& row,
                 const std::optional<EndByState>& byState) const;
    std::optional<qint64> time(const std::vector<std::string>& row, TableRole role, QString& why);
    std::variant<Times, Problem> timesOf(const std::vector<std::string>& row, SaidEnd said,
                                         const std::optional<EndByState>& byState);
    bool areTimesOfDay(const std::vector<std::string>& row) const;
    std::optional<TableSpan::Report> reportOf(const std::vector<std::string>& row,
                                              const RowEnd& end) const;
    std::string nameOf(const std::vector<std::string>& row) const;

    const TableColumns m_columns;
    TableTimes m_times;
    NumbersWithoutUnit m_withoutUnit;
    UnknownWords m_unknown;
    SlurmSteps m_steps;
    qint64 m_notRun = 0;
    qint64 m_stepRows = 0;
    qint64 m_pastMidnight = 0; // rows
    qint64 m_lastNs = 0;       // where durations alone stand one after another
};
