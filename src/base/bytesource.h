// Bytes that somebody else writes, as they come.
#pragma once

#include <QString>
#include <QtGlobal>

#include <optional>
#include <string_view>

// For one thread, which sleeps where nothing comes; a stop, from any thread, wakes it.
class ByteSource
{
public:
    ByteSource() = default;
    virtual ~ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;

    enum class What {
        Bytes,     // bytes() came
        Silence,   // nothing, for as long as was asked
        Missed,    // some were lost before those that come next: see missed()
        Truncated, // the file is shorter than what was read of it: it begins anew
        Replaced,  // another file has its name now: that begins
        End,       // the writer has ended, or a stop
        Problem,   // it cannot be read on: see problem()
    };
    // Waits for what comes next, `mostNs` at most where given. May throw std::bad_alloc.
    virtual What next(std::optional<qint64> mostNs) = 0;

    // Good until the next call.
    virtual std::string_view bytes() const = 0;
    // Why some were lost, in words.
    virtual QString missed() const { return {}; }
    // Why not all is read that was written, if so.
    virtual const QString& problem() const = 0;
    virtual bool isStopped() const = 0;
};
