// A command with placeholders, and how they are filled in for a job.
#pragma once

#include "base/ids.h"
#include "plan/jobinputs.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>
#include <variant>
#include <vector>

// Each word is one argument of the program, whatever is put into it: no shell looks at it.
class CommandTemplate
{
public:
    // The name of the setting that holds its text: what is wrong with it names that.
    static constexpr const char* kField = "command";

    // Splits the text into words as a shell does (blanks part them; '…' holds anything, "…"
    // anything but \" \\ \$ \` as themselves; a backslash takes the next character as it is), and
    // finds the program: a path, or a name in PATH. Nothing else of a shell has a meaning.
    static std::variant<CommandTemplate, InputProblem> parse(const QString& text);

    // One for a part of the input stands somewhere; one for the job's number or its worker does.
    bool usesInput() const { return m_usesInput; }
    bool usesNumber() const { return m_usesNumber; }

    // What looks like a placeholder of GNU parallel, and is none here: "{2}", "{+/}".
    const std::vector<QByteArray>& unknownPlaceholders() const { return m_unknown; }

    // The arguments of a job's program, the program's name first: {} or {1} becomes the input, {.}
    // the input without the ending of its last part, {/} that part, {//} what stands before it
    // ("." where nothing does), {/.} that part without its ending, {n} or {#} the job's number, and
    // {%} the number of its worker, where there is one; but ${1} and the like are a shell's, and
    // stay. Source: parallel(1), replacement strings.
    std::vector<QByteArray> argumentsFor(JobId job, std::optional<WorkerId> worker,
                                         QByteArrayView input) const;

    // What is started; where its name holds a placeholder, what stands in the job's first argument.
    QByteArray program(const std::vector<QByteArray>& arguments) const
    {
        return m_program.isEmpty() ? arguments.front() : m_program;
    }
    // The path of what all jobs start; empty where that depends on the job.
    const QByteArray& fixedProgram() const { return m_program; }

private:
    std::vector<QByteArray> m_words;
    QByteArray m_program; // its path; empty where that depends on the job
    std::vector<QByteArray> m_unknown;
    bool m_usesInput = false;
    bool m_usesNumber = false;
};

// The words as one text that a shell would split into them again.
QString shellText(const std::vector<QByteArray>& words);
