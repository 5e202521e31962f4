// Finds a second writer where there may be one at a time.
#pragma once

#include <QtGlobal>

#include <atomic>

// Of something that one thread at a time writes. Fails an assertion when two write at once, in
// builds with assertions; in others it does nothing. It orders no memory, so ThreadSanitizer still
// sees a race as one.
class OneWriter
{
public:
    // Lives while something is written.
    class Turn
    {
    public:
#if defined(QT_NO_DEBUG) && !defined(QT_FORCE_ASSERTS) // as Q_ASSERT has it
        explicit Turn(OneWriter&) {}
#else
        explicit Turn(OneWriter& of) : m_of(of)
        {
            const bool anotherWrites = m_of.m_writes.exchange(true, std::memory_order_relaxed);
            Q_ASSERT(!anotherWrites);
        }
        ~Turn()
        {
            m_of.m_writes.store(false, std::memory_order_relaxed);
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;

    private:
        OneWriter& m_of;
#endif
    };

private:
    std::atomic<bool> m_writes{false};
};
