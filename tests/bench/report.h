// The figures as they are measured, each with its target, and the table of them all.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

// What a figure has to be, in its own unit.
struct Target
{
    enum class Bound { AtMost, AtLeast };
    Bound bound;
    double limit;

    static Target atMost(double limit) { return {Bound::AtMost, limit}; }
    static Target atLeast(double limit) { return {Bound::AtLeast, limit}; }
    bool isMetBy(double measured) const;
};

struct Figure
{
    QString what;
    double measured;
    QString unit;                      // "ms", "×", "MB/s"
    std::optional<Target> target = {}; // nothing: it is only told
    QString beside = {};               // what was measured beside it, in words
};

// Prints each figure as it comes. `./run bench` lets several programs append their rows to the file
// that POOLSCOPE_BENCH_ROWS names, and has one of them print the table; without it conclude()
// prints the rows of this program. One thread.
class Report
{
public:
    Report();

    void add(const Figure& figure);
    // A figure that could not be measured, and why.
    void leaveOut(const QString& what, const QString& why);
    // The last thing that a program of benchmarks does.
    void conclude() const;

    // A Markdown table of the rows in that file, headed by what they were measured with.
    static void printTableOf(const QString& rowsFile);

private:
    void keep(const QString& row);

    QString m_rowsFile; // empty: this program alone
    QStringList m_rows;
};

// Three digits that count: "0.406", "12.3", "1,250".
QString figureText(double value);
