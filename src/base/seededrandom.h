// Chance that is the same everywhere for the same seed.
#pragma once

#include <QtGlobal>

// Well mixed bits of `value`: SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom
// Number Generators", 2014).
constexpr quint64 mixedBits(quint64 value)
{
    value += 0x9e3779b97f4a7c15;
    value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
    value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
    return value ^ (value >> 31);
}

// A number from 0 up to, and without, 1, from 53 of the bits.
constexpr double unitInterval(quint64 bits)
{
    return double(bits >> 11) * 0x1p-53;
}
