// How programs that run jobs say that one has ended.
#pragma once

#include <QtGlobal>

#include <optional>
#include <string_view>

enum class SaidEnd : quint8 {
    Nothing, // no word
    Finished,
    Failed,
    Cancelled,
    Running, // it has started, and not ended
    NotRun,  // it has not started
    Unknown, // a word that is not known here
};

// The end that a state or conclusion tells, in capitals or not, with blanks, "-" or "_" between its
// words: those of Slurm ("NODE_FAIL", "CANCELLED by 1000", cut to "OUT_OF_ME+"), GitHub, GitLab,
// Jenkins, Celery, Airflow, Nextflow, JUnit, and of the tables that Poolscope writes. Sources:
// https://slurm.schedmd.com/job_state_codes.html
// https://docs.github.com/rest/actions/workflow-jobs
// https://docs.gitlab.com/ci/jobs/
// https://docs.celeryq.dev/en/stable/reference/celery.states.html
// https://airflow.apache.org/docs/apache-airflow/stable/core-concepts/tasks.html
// https://www.nextflow.io/docs/latest/reports.html
SaidEnd endSaidBy(std::string_view word);

// The end that a yes or no to "did it succeed?" tells.
SaidEnd endSaidBySuccess(std::string_view word);

// How a program ended; 0 and 0 where all went well.
struct ExitCode
{
    int status = 0;
    int signal = 0;

    bool isSuccess() const { return status == 0 && signal == 0; }
};

// "1"; "0:15", a status and a signal, as Slurm has them; "-9", a signal, as Python has them.
// Nothing for anything else.
std::optional<ExitCode> exitCodeOf(std::string_view text);

// In a column of exit codes: these, or a number of 32 bits as Windows has them, "3221225477",
// "-1073741819" or "0xC0000005".
std::optional<ExitCode> anyExitCodeOf(std::string_view text);

// Whether a cell says that there is nothing to say: empty, "-", "None", "Unknown", "N/A", …
bool isAbsent(std::string_view cell);
