// What is asked for, or why there is none: the one shape of errors that a user can cause.
#pragma once

#include <QString>

#include <variant>

// In one line: what was wrong, where, and what is allowed.
struct Problem
{
    QString message;
};

template <typename Value>
using Result = std::variant<Value, Problem>;
