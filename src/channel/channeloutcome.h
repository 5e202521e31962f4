#pragma once

// How an operation on a channel ended.
enum class ChannelOutcome {
    Done,       // the value was handed over
    WouldBlock, // try form: full (send) or empty (receive) just now
    TimedOut,   // timed form: the deadline passed first
    Stopped,    // form with a stop token: stop was requested first
    Closed,     // the channel is closed (send), or closed and drained (receive)
};
