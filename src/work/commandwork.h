// Work that runs a program.
#pragma once

#include "plan/commandtemplate.h"
#include "plan/jobinputs.h"
#include "work/shortage.h"
#include "work/workload.h"

#include <atomic>
#include <mutex>

class Keeper;
struct ProgramCall;
struct ProgramEnd;

class CommandWork : public Workload
{
public:
    // Job i runs the command with input i, where there are inputs. A program that has not ended
    // after the timeout is made to, with all that it has started. What a job cannot have as the
    // system has no more of it, it waits for.
    CommandWork(CommandTemplate command, JobInputs inputs,
                std::optional<std::chrono::nanoseconds> timeout);
    // When a program was ended by a stop, ends what any of them has left running; else that goes on
    // until Poolscope ends.
    ~CommandWork() override;

    // An exit status other than 0 is a failed job. What the program wrote, the last 64 KiB of each,
    // is in the report where there is any, until a run's reports hold 256 MiB of that.
    AttemptResult perform(Attempt attempt, const std::stop_token& stop) const override;
    QString takeNote() const override;
    bool computesElsewhere() const override { return true; }
    qint64 readElsewhereBytes() const override
    {
        return m_readBytes.load(std::memory_order_relaxed);
    }

private:
    // Runs it on the keeper, which is started when there is none.
    ProgramEnd runOnce(const ProgramCall& call, const std::stop_token& stop,
                       const AttemptListener* listener) const;
    std::variant<std::shared_ptr<const Keeper>, int> keeper() const;
    void letGo(const std::shared_ptr<const Keeper>& keeper) const;
    std::shared_ptr<const ProgramReport> reportOf(const ProgramEnd& end) const;

    const CommandTemplate m_command;
    const JobInputs m_inputs;
    const std::optional<std::chrono::nanoseconds> m_timeout;
    const QByteArray m_mark; // in the environment of each program and its children
    std::vector<QByteArray> m_environment;
    mutable Shortage m_shortage;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<Keeper> m_keeper; // guarded by it
    // Counters, no data: how much output is still kept, what the programs have had read from disks,
    // how many of them a signal stopped for a while, and whether a stop came.
    mutable std::atomic<qint64> m_room;
    mutable std::atomic<qint64> m_readBytes{0};
    mutable std::atomic<qint64> m_held{0};
    mutable std::atomic<bool> m_stopped{false};
};
