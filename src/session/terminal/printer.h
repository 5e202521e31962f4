// What a program prints, written by a thread of its own: whoever prints never waits for a reader.
#pragma once

#include "base/thread.h"
#include "channel/channel.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <deque>

// Standard output and standard error, in the order in which they are printed. All calls from one
// thread.
class Printer
{
public:
    Printer();
    // Waits for the reader of what was handed over.
    ~Printer();

    // Prints on standard output. Nothing is lost: what the writer has no room for waits here, so
    // ask handOver() before printing what need not be made yet.
    void print(const QByteArray& bytes);
    // Prints on standard error as printError() does.
    void printError(const QString& message);

    // Hands over what waits here; true when nothing is left to.
    bool handOver();
    // All has been written, or given up.
    bool isDone() const { return m_waiting.empty() && m_written == m_printed; }
    // How much has been written: it grows as long as somebody reads.
    qint64 written() const { return m_written; }

    // Standard output could not be written, which has been said on standard error. What is printed
    // there from now on is dropped.
    bool hasFailed() const { return m_failed; }

private:
    struct Piece
    {
        int descriptor;
        QByteArray bytes;
    };

    void print(Piece piece);
    void writeAll();
    void write(const Piece& piece);

    const QByteArray m_failure;  // what is said then
    std::deque<Piece> m_waiting; // for room in the channel
    qint64 m_printed = 0;        // bytes
    std::atomic<qint64> m_written{0};
    std::atomic<bool> m_failed{false};
    const Channel<Piece> m_channel;
    FunctionThread m_writer;
    bool m_hasWriter; // or all is written at once, as the system gave no thread
};
