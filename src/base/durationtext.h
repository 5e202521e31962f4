// Durations as text: Go's notation, and one for people.
#pragma once

#include <QString>

#include <chrono>
#include <optional>

// As Go's Duration.String: "1.5s", "20.000123ms", "250µs", "1m2.5s", "0s".
// Source: https://pkg.go.dev/time#Duration.String
QString goDuration(std::chrono::nanoseconds duration);

// Reads Go's notation, "us" and "µs" alike, and "min" for "m"; a blank may stand before a unit.
// Nothing without a unit, below zero, or beyond 292 years. Source:
// https://pkg.go.dev/time#ParseDuration
std::optional<std::chrono::nanoseconds> parseDuration(const QString& text);

// For reading, in a unit that suits the size, with four significant digits: "250.0 µs",
// "20.12 ms", "2.001 s", "1 min 40 s", "2 h 46 min", "116 d".
QString readableDuration(std::chrono::nanoseconds duration);

// Exact, in the unit of the longest of a column and with all its decimals, so that digits of the
// same worth stand below each other: "0.020000000 s" beside "1.500000000 s".
QString alignedDuration(std::chrono::nanoseconds duration, std::chrono::nanoseconds longest);

// As short as exact: "1 s", "20 ms", "1.5 s", for durations that a person has set.
QString shortDuration(std::chrono::nanoseconds duration);
