// A command with placeholders, and how they are filled in for a job.
#pragma once

#include "base/ids.h"
#include "plan/jobinputs.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <variant>
#include <vector>

// Each word is one argument of the program, whatever is put into it: no shell looks at it.
class CommandTemplate
{
public:
    // Splits the text into words as a shell does (blanks part them; '…' holds anything, "…"
    // anything but \" \\ \$ \` as themselves; a backslash takes the next character as it is), and
    // finds the program: a path, or a name in PATH. Nothing else of a shell has a meaning.
    static std::variant<CommandTemplate, InputProblem> parse(const QString& text);

    // {} or {.} stands somewhere; {n} does.
    bool usesInput() const { return m_usesInput; }
    bool usesNumber() const { return m_usesNumber; }

    // The arguments of a job's program, the program's name first: {} becomes the input, {.} the
    // input without the ending of its last part, {n} the job's number.
    std::vector<QByteArray> argumentsFor(JobId job, QByteArrayView input) const;

    // What is started; where its name holds a placeholder, what stands in the job's first argument.
    QByteArray program(const std::vector<QByteArray>& arguments) const
    {
        return m_program.isEmpty() ? arguments.front() : m_program;
    }

private:
    std::vector<QByteArray> m_words;
    QByteArray m_program; // its path; empty where that depends on the job
    bool m_usesInput = false;
    bool m_usesNumber = false;
};

// The words as one text that a shell would split into them again.
QString shellText(const std::vector<QByteArray>& words);
