// What runs and agents tell each other of themselves.
#pragma once

#include "plan/settings/runsettings.h"
#include "remote/messages/message.h"
#include "work/workdescription.h"

#include <QJsonDocument>
#include <QJsonObject>

// An agent is there: every second, and at once where a run asks.
struct HelloMessage
{
    static constexpr MessageKind kKind = MessageKind::Hello;
    static constexpr qsizetype kMaxTextBytes = 400;

    quint64 agent = 0; // drawn when it starts
    QString host{};
    QString version{}; // of its Poolscope
    QString allowed{}; // what it does, in words
    qint32 workers = 0;
    qint32 cores = 0;
    bool isLeaving = false;
    // To a run that it has been offered: it serves it, or why not.
    quint64 run = 0;
    QString refusal{};

    bool operator==(const HelloMessage&) const = default;

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.agent);
        fields.text(message.host, kMaxTextBytes);
        fields.text(message.version, kMaxTextBytes);
        fields.text(message.allowed, kMaxTextBytes);
        fields.number(message.workers, RunSettings::kMinWorkers, RunSettings::kMaxWorkers);
        fields.number(message.cores, 0, kMaxCores);
        fields.flag(message.isLeaving);
        fields.number(message.run);
        fields.text(message.refusal, kMaxTextBytes);
    }

private:
    static constexpr qint32 kMaxCores = 1 << 20;
};

// There is a run whose jobs want workers. Told again every second: a run of which nothing is heard
// for as long as the lease is over.
struct OfferMessage
{
    static constexpr MessageKind kKind = MessageKind::Offer;
    static constexpr qsizetype kMaxWorkBytes = 100'000;
    static constexpr qint32 kMaxLeaseMs = 3'600'000;

    quint64 run = 0;
    qint32 leaseMs = 0;
    qint32 retries = 0;  // of a job that failed
    qint32 prefetch = 1; // jobs that a worker may have in hand
    bool isPaused = false;
    WorkDescription work{};

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.leaseMs, 1, kMaxLeaseMs);
        fields.number(message.retries, 0, RunSettings::kMaxRetries);
        fields.number(message.prefetch, 1, PoolSettings::kMaxPrefetch);
        fields.flag(message.isPaused);
        passWork(fields, message.work);
    }

private:
    static void passWork(auto& fields, const WorkDescription& work)
    {
        fields.bytes(QJsonDocument(work.toJson()).toJson(QJsonDocument::Compact), kMaxWorkBytes);
    }
    static void passWork(FieldReader& fields, WorkDescription& work)
    {
        QByteArray json;
        fields.bytes(json, kMaxWorkBytes);
        if (auto read = WorkDescription::fromJson(QJsonDocument::fromJson(json).object()))
            work = std::move(*read);
        else
            fields.refuse();
    }
};

struct RunOverMessage
{
    static constexpr MessageKind kKind = MessageKind::RunOver;

    quint64 run = 0;

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
    }
};

// What does your clock show? From a run to an agent's queue.
struct PingMessage
{
    static constexpr MessageKind kKind = MessageKind::Ping;

    quint64 run = 0;
    qint64 sentNs = 0; // by the clock of the run

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.sentNs);
    }
};

// … and the answer.
struct PongMessage
{
    static constexpr MessageKind kKind = MessageKind::Pong;

    quint64 run = 0;
    quint64 agent = 0;
    qint64 sentNs = 0;  // as it was asked
    qint64 agentNs = 0; // by the agent's clock, between the two

    template <typename Fields>
    static void pass(Fields& fields, auto& message)
    {
        fields.number(message.run);
        fields.number(message.agent);
        fields.number(message.sentNs);
        fields.number(message.agentNs);
    }
};
