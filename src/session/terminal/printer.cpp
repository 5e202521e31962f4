#include "session/terminal/printer.h"

#include "session/terminal/messages.h"
#include "session/terminal/standardstreams.h"

#include <algorithm>
#include <unistd.h>
#include <utility>

namespace {

// Pieces on their way: one is being written, and the next is at hand.
constexpr std::size_t kCapacity = 1;
// So that it is seen to go on even where the reader is slow.
constexpr qsizetype kAtOnce = 4096;

} // namespace

Printer::Printer()
    : m_failure(errorLine(QStringLiteral("standard output could not be written")))
    , m_channel(kCapacity)
    , m_writer([this] { writeAll(); })
    , m_hasWriter(m_writer.begin(QStringLiteral("writer")))
{
}

Printer::~Printer()
{
    m_channel.sender().close();
    m_writer.join();
}

void Printer::print(const QByteArray& bytes)
{
    print(Piece{STDOUT_FILENO, bytes});
}

void Printer::printError(const QString& message)
{
    print(Piece{STDERR_FILENO, errorLine(message)});
}

void Printer::print(Piece piece)
{
    m_printed += piece.bytes.size();
    m_waiting.push_back(std::move(piece));
    handOver();
}

bool Printer::handOver()
{
    while (!m_waiting.empty()) {
        if (!m_hasWriter)
            write(m_waiting.front());
        else if (m_channel.sender().trySend(std::move(m_waiting.front())) != ChannelOutcome::Done)
            return false; // the piece is still there
        m_waiting.pop_front();
    }
    return true;
}

void Printer::writeAll()
{
    for (const Piece& piece : m_channel.receiver())
        write(piece);
}

void Printer::write(const Piece& piece)
{
    const bool isOutput = piece.descriptor == STDOUT_FILENO;
    for (qsizetype at = 0; at < piece.bytes.size(); at += kAtOnce) {
        const qsizetype count = std::min(kAtOnce, piece.bytes.size() - at);
        const auto part = QByteArray::fromRawData(piece.bytes.constData() + at, count);
        if (!(isOutput && m_failed) && !StandardStreams::write(piece.descriptor, part) &&
            isOutput) {
            m_failed = true;
            StandardStreams::write(STDERR_FILENO, m_failure);
        }
        m_written += count;
    }
}
