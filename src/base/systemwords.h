// The system's words for its error numbers.
#pragma once

#include <QString>

#include <system_error>

// Any thread.
inline QString systemWords(int error)
{
    return QString::fromStdString(std::generic_category().message(error));
}
