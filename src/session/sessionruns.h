// The runs of this session, so that none is lost before it is saved.
#pragma once

#include "analysis/timings.h"

#include <QAbstractTableModel>
#include <QString>

#include <memory>
#include <vector>

class RunRecord;

// A table of the runs that have ended or were opened, the newest first. What costs a pass over all
// of a run's jobs is computed in the background and comes a little later. Lives on the main thread.
class SessionRuns : public QAbstractTableModel
{
    Q_OBJECT

public:
    // Beyond that old runs are let go.
    static constexpr std::size_t kMaxBytes = std::size_t(1) << 30;
    // A run that took less is soon run again: nobody is asked before it goes.
    static constexpr qint64 kTrivialNs = 10'000'000'000;

    enum Column {
        Number,
        Recorded,
        What,
        Workers,
        Order,
        State,
        PoolTime,
        SequentialTime,
        SpeedUp,
        WaitP95,
        Memory,
        ColumnCount
    };

    // What a cell is sorted by: a number or a text; invalid where there is none.
    static constexpr int kSortRole = Qt::UserRole;

    struct Kept
    {
        int number; // from 1, in the order in which they came
        std::shared_ptr<const RunRecord> record;
        std::size_t bytes;
        qint64 totalNs; // of pool and sequential run
        Timings timings;
        bool hasWaits = false; // in the timings, too
        bool isSaved = false;  // it is in a file
        QString file{};        // which
    };

    explicit SessionRuns(std::size_t mostBytes = kMaxBytes, QObject* parent = nullptr);

    // Takes in a run that is over; `file` is where it came from, if anywhere.
    void add(const std::shared_ptr<const RunRecord>& record, const QString& file);
    void markSaved(const std::shared_ptr<const RunRecord>& record, const QString& file);
    void remove(int row);
    // The run that the chart shows stands in bold; its row is −1 where it is not among them.
    void setShown(const std::shared_ptr<const RunRecord>& record);
    int shownRow() const { return rowOf(m_shown); }

    const Kept& at(int row) const { return m_runs[std::size_t(row)]; }
    // Its row; −1 where it is not among them.
    int rowOf(const std::shared_ptr<const RunRecord>& record) const;
    std::size_t bytes() const;
    std::size_t mostBytes() const { return m_mostBytes; }

    // Not in a file, and too long to be run again lightly.
    static bool isWorthAsking(const Kept& run);
    // Those, the oldest first.
    std::vector<std::shared_ptr<const RunRecord>> worthAsking() const;

    // Lets go of old runs until what is kept fits, but for the one that is shown and for those that
    // are worth asking about. Returns how many went.
    int makeRoom();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void changed();

private:
    void computeWaits(const std::shared_ptr<const RunRecord>& record);
    QString textOf(const Kept& run, int column) const;
    QString tipOf(const Kept& run, int column) const;
    QVariant sortedBy(const Kept& run, int column) const;

    const std::size_t m_mostBytes;
    std::vector<Kept> m_runs; // the newest first
    std::shared_ptr<const RunRecord> m_shown;
    int m_lastNumber = 0;
};
