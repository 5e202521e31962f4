/* The protocol of src/channel/fanin.h and doorbell.h, for every order in which the steps of its
   threads can happen; all of their atomics are sequentially consistent there. What must hold:
   nobody sleeps for ever, every value that was put is received once and in its order, no value of
   a later input is received before what caused it on an earlier one, and what is published before
   the close is received.

   Sizes are given with -D: SIZE of a ring, WRITERS, EACH (values of a writer). A nap may end at any
   time. The first writer causes what the others put: they put a value only when the first has put
   as many. With -DTOGETHER a writer publishes two values at once. -DFORGET_TO_LOOK_AGAIN leaves a
   step of the receiver out, which must be found. */

#define AWAKE 0
#define NAPS 1
#define ASLEEP 2
#define HALF ((SIZE + 1) / 2)

byte published[WRITERS];
byte taken[WRITERS];
bit waits[WRITERS];
byte state = AWAKE;
bit closed;
byte writersLeft = WRITERS;
byte causes; /* values that the first writer has published */

inline wake()
{
    state = AWAKE /* the receiver's sleep is the wait for this */
}

inline ring(urgent)
{
    seen = state;
    if
    :: seen == ASLEEP || (urgent && seen == NAPS) -> wake()
    :: else
    fi
}

inline publish()
{
    if
    :: published[me] != put ->
        published[me] = put;
        if
        :: me == 0 -> causes = put
        :: else
        fi;
        known = taken[me];
        ring(put - known >= HALF)
    :: else
    fi
}

proctype writer(byte me)
{
    byte put = 0;
    byte known = 0;
    byte seen = 0;
    do
    :: put == EACH -> break
    :: put < EACH && (me == 0 || put < causes) ->
        /* Whether it is full. */
        known = taken[me];
        if
        :: put - known == SIZE ->
            publish();
            do
            :: known = taken[me];
                if
                :: put - known < SIZE -> break
                :: else
                fi;
                waits[me] = 1;
                known = taken[me];
                if
                :: put - known == SIZE -> (waits[me] == 0)
                :: else
                fi
            od;
            waits[me] = 0
        :: else
        fi;
        put++;
#ifdef TOGETHER
        if
        :: put % 2 == 0 || put == EACH -> publish()
        :: else
        fi
#else
        publish()
#endif
    od;
    publish();
    d_step { writersLeft-- };
    if
    :: writersLeft == 0 -> closed = 1; wake()
    :: else
    fi
}

inline isAny(least)
{
    any = 0;
    i = 0;
    do
    :: i < WRITERS ->
        if
        :: published[i] - taken[i] >= least -> any = 1
        :: else
        fi;
        i++
    :: else -> break
    od;
    i = 0
}

active proctype receiver()
{
    byte end[WRITERS];
    byte i = 0;
    byte count;
    bit isLast;
    bit any;

    do
    ::  isLast = closed;
        i = WRITERS;
        do
        :: i > 0 -> i--; end[i] = published[i]
        :: else -> break
        od;
        count = 0;
        i = 0;
        do
        :: i < WRITERS ->
            if
            :: end[i] != taken[i] ->
                assert(end[i] > taken[i] && end[i] - taken[i] <= SIZE);
                /* Causes are received before their effects. */
                assert(i == 0 || end[i] <= end[0]);
                count = count + end[i] - taken[i];
                taken[i] = end[i];
                if
                :: waits[i] == 1 -> waits[i] = 0
                :: else
                fi
            :: else
            fi;
            i++
        :: else -> break
        od;
        i = 0;
        if
        :: isLast -> break
        :: !isLast && count == 0 ->
            state = ASLEEP;
#ifndef FORGET_TO_LOOK_AGAIN
            if
            :: !closed ->
                isAny(1);
                if
                :: !any -> (state != ASLEEP)
                :: else
                fi
            :: else
            fi;
#else
            (state != ASLEEP);
#endif
            state = AWAKE
        :: !isLast && count > 0 ->
            state = NAPS;
            if
            :: !closed ->
                isAny(HALF);
                if
                :: !any ->
                    if
                    :: state != NAPS
                    :: true /* the time is over */
                    fi
                :: else
                fi
            :: else
            fi;
            state = AWAKE
        fi
    od;
    i = 0;
    do
    :: i < WRITERS -> assert(taken[i] == EACH); i++
    :: else -> break
    od
}

init
{
    byte w = 0;
    atomic {
        do
        :: w < WRITERS -> run writer(w); w++
        :: else -> break
        od
    }
}
