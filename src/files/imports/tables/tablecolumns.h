// Which columns of a table say what, and what separates them.
#pragma once

#include "files/imports/tables/tabletimes.h"

#include <QStringList>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

enum class TableRole : quint8 {
    Worker,
    Job,
    Start,
    End,
    Succeeded, // when, which is an end, as Celery has it
    Failed,
    Revoked,
    Duration,
    RealTime, // without the time that it was queued
    Queued,
    Conclusion, // what a status of "completed" leaves open
    Status,
    Success, // yes or no
    Exit,
    Error,
    Input,   // of a table of ours
    SlurmId, // "123.batch" is a step of job 123
    Count
};

// A value.
class TableColumns
{
public:
    // From a row of titles, where those tell of spans or of durations: "start_time", "Start (ms)",
    // "startedAt" name the same, each role takes the most exact title.
    static std::optional<TableColumns> titled(const std::vector<std::string>& row);
    // Worker, job, start and end, or a duration alone, where such stand in the row.
    static std::optional<TableColumns> untitled(const std::vector<std::string>& row,
                                                bool hasDecimalCommas);

    bool has(TableRole role) const { return m_places[std::size_t(role)] >= 0; }
    TimeUnit unit(TableRole role) const { return m_units[std::size_t(role)]; }
    // The column whose unit is that of this one, too, as its own title has none.
    std::optional<TableRole> unitIsOf(TableRole role) const;
    // A length beside a start or an end, or both of those.
    bool areOfSpans() const;
    bool areTitled() const { return !m_titles.empty(); }
    // A table of jobs that we wrote: formula guards are taken off.
    bool areOurs() const { return m_areOurs; }
    std::size_t count() const { return m_count; }

    // What the row says there, without blanks around it; empty where it says nothing.
    std::string_view in(const std::vector<std::string>& row, TableRole role) const;
    // The title, or its place, in quotes, for messages.
    QString name(TableRole role) const;
    bool isTitleRow(const std::vector<std::string>& row) const { return row == m_titles; }
    bool holdsMoreThanTitles(const std::vector<std::string>& row) const;
    // It reaches to the last column that says something of times.
    bool isWhole(const std::vector<std::string>& row) const;

    // The columns that are not used, where it is not known who ran a job, what it was or how it
    // ended.
    QStringList notes() const;

private:
    static constexpr auto kRoles = std::size_t(TableRole::Count);

    TableColumns();
    bool areUsable() const;
    void takeOurs();
    void takeEndsOrDropThem();
    void shareUnits();
    void take(TableRole role, std::size_t place, TimeUnit unit = TimeUnit::Unsaid);

    std::array<int, kRoles> m_places{};
    std::array<TimeUnit, kRoles> m_units{};
    std::array<bool, kRoles> m_borrowsUnit{}; // that of m_lender
    TableRole m_lender = TableRole::Start;
    std::vector<std::string> m_titles;
    std::size_t m_count = 0;
    bool m_areOurs = false;
};

// Whether it is Excel's first line "sep=;".
bool saysSeparator(std::string_view line);

// How a table is written.
struct TableForm
{
    TableColumns columns;
    char separator = ',';
    std::size_t linesBefore = 0; // its first row: Excel's "sep=;", comments ("# …"), blank ones

    bool hasDecimalCommas() const { return separator != ','; }

    // Told by its first row: which separator makes the most known titles of it, or values where
    // they belong. Titles may stand in a comment if the row behind it has none. Nothing where none
    // does.
    static std::optional<TableForm> of(std::string_view beginning);
};
