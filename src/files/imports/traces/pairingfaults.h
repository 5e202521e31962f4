// What did not fit where beginnings and ends of spans were paired.
#pragma once

#include "base/bytelines.h"

struct PairingFaults
{
    qint64 endsAlone = 0;
    qint64 neverEnded = 0;
    qint32 firstNeverEnded = -1; // its name
    qint64 otherName = 0;        // an end bears another name than what it ends
    qint64 threadsByTime = 0;    // … were paired by time instead of in turn
    qint64 threadsBackwards = 0; // … were paired in turn though time runs backwards

    void addNeverEnded(qint32 name)
    {
        if (neverEnded++ == 0)
            firstNeverEnded = name;
    }

    PairingFaults& operator+=(const PairingFaults& more)
    {
        endsAlone += more.endsAlone;
        otherName += more.otherName;
        threadsByTime += more.threadsByTime;
        threadsBackwards += more.threadsBackwards;
        if (neverEnded == 0)
            firstNeverEnded = more.firstNeverEnded;
        neverEnded += more.neverEnded;
        return *this;
    }
};

// Whether an end may bear that name: it may have none, and lack what is said of the beginning
// beside its name.
inline bool isSameName(QByteArrayView begin, QByteArrayView end)
{
    return end.isEmpty() ||
           (begin.startsWith(end) && (begin.size() == end.size() || begin[end.size()] == ' '));
}

// The same, by their places in `names`.
inline bool isSameName(const ByteLines& names, qint32 begin, qint32 end)
{
    return begin == end || isSameName(names.at(std::size_t(begin)), names.at(std::size_t(end)));
}
