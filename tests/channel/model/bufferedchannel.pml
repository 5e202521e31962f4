/* The protocol of src/channel/bufferedchannel.h and waitingroom.h, for every order in which the
   steps of its threads can happen; all of their atomics are sequentially consistent there. What
   must hold: nobody sleeps for ever, every value that was sent is received once and in its
   sender's order, and what is sent before the close comes out before the end.

   Sizes are given with -D: CAPACITY, SENDERS, RECEIVERS, EACH (values of a sender). -DSTOP lets the
   first receiver be stopped whenever it sleeps. With -DONE_EACH every receiver leaves with one value,
   as a worker does that is busy with it for long, and nobody closes. With -DTOGETHER a sender puts
   two values under one lock where there is room, and wakes once. With -DSTART_OVER an empty ring is
   used from its beginning again. -DFORGET_TO_PASS_ON leaves a step out, which must be found.  */

#define ROOM_OF_SENDERS 0
#define ROOM_OF_RECEIVERS 1
#define THREADS (SENDERS + RECEIVERS)
#define NOBODY 255

mtype = { Done, WouldBlock, Closed };

bit holds[CAPACITY];
byte value[CAPACITY];          /* sender * EACH + number */
bit endLock[2];                /* of the tail, of the head */
byte index[2];
bit closed;

byte waiting[2];               /* of each room */
byte onTheirWay[2];
bit listed[THREADS];
bit counted[THREADS];
bit woken[THREADS];

byte sent;
byte received;
byte sendersLeft = SENDERS;

inline takeLock(end) { atomic { endLock[end] == 0 -> endLock[end] = 1 } }

/* Under a room's lock, which covers nothing but these steps. */
inline enter(room) { d_step { listed[_pid] = 1; waiting[room]++ } }

inline leave(room)
{
    d_step {
        wasWoken = !listed[_pid];
        if
        :: listed[_pid] -> listed[_pid] = 0; waiting[room]--
        :: else
        fi
    }
    if
    :: wasWoken ->
        atomic { woken[_pid] -> woken[_pid] = 0 }
        d_step {
            if
            :: counted[_pid] -> counted[_pid] = 0; onTheirWay[room]--
            :: else
            fi
        }
    :: else
    fi
}

inline wakeOne(room)
{
    if
    :: waiting[room] > 0 ->
        if
        :: onTheirWay[room] == 0 ->
            atomic {
                chosen = NOBODY;
                if
                :: onTheirWay[room] == 0 ->
                    i = (room == ROOM_OF_SENDERS -> 0 : SENDERS);
                    do
                    :: i < (room == ROOM_OF_SENDERS -> SENDERS : THREADS) ->
                        if
                        :: listed[i] -> chosen = i       /* any of them */
                        :: listed[i] && chosen != NOBODY
                        :: !listed[i]
                        fi;
                        i++
                    :: else -> break
                    od;
                    if
                    :: chosen != NOBODY ->
                        listed[chosen] = 0;
                        waiting[room]--;
                        counted[chosen] = 1;
                        onTheirWay[room]++
                    :: else
                    fi
                :: else
                fi;
                i = 0
            }
            if
            :: chosen != NOBODY -> woken[chosen] = 1; chosen = NOBODY
            :: else
            fi
        :: else
        fi
    :: else
    fi
}

inline wakeAll(room)
{
    i = (room == ROOM_OF_SENDERS -> 0 : SENDERS);
    do
    :: i < (room == ROOM_OF_SENDERS -> SENDERS : THREADS) ->
        d_step {
            if
            :: listed[i] -> listed[i] = 0; waiting[room]--; woken[i] = 1
            :: else
            fi
        }
        i++
    :: else -> break
    od;
    i = 0
}

/* After something passed at `here`, whose lock is held. */
inline wakeAfter(here, there, wanted)
{
    more = 0;
    if
    :: waiting[here] > 0 -> more = (holds[index[here]] == wanted)
    :: else
    fi;
    endLock[here] = 0;
    wakeOne(there);
    if
    :: more -> wakeOne(here)
    :: else
    fi;
    more = 0
}

inline passOn(end, wanted)
{
    if
#ifndef FORGET_TO_PASS_ON
    :: waiting[end] > 0 ->
        takeLock(end);
        more = (holds[index[end]] == wanted);
        endLock[end] = 0;
        if
        :: more -> wakeOne(end)
        :: else
        fi;
        more = 0
#endif
    :: else
    fi
}

inline put(what)
{
    takeLock(ROOM_OF_SENDERS);
    if
    :: closed -> endLock[ROOM_OF_SENDERS] = 0; outcome = Closed
    :: !closed && holds[index[ROOM_OF_SENDERS]] ->
        endLock[ROOM_OF_SENDERS] = 0; outcome = WouldBlock
    :: !closed && !holds[index[ROOM_OF_SENDERS]] ->
        d_step { /* only `holds` is seen without the lock */
            value[index[ROOM_OF_SENDERS]] = what;
            holds[index[ROOM_OF_SENDERS]] = 1;
            index[ROOM_OF_SENDERS] = (index[ROOM_OF_SENDERS] + 1) % CAPACITY;
            outcome = Done
        }
#ifdef TOGETHER
        if
        :: number + 1 < EACH && !holds[index[ROOM_OF_SENDERS]] ->
            d_step {
                value[index[ROOM_OF_SENDERS]] = what + 1;
                holds[index[ROOM_OF_SENDERS]] = 1;
                index[ROOM_OF_SENDERS] = (index[ROOM_OF_SENDERS] + 1) % CAPACITY;
                sent++;
                number++
            }
        :: else
        fi;
#endif
        wakeAfter(ROOM_OF_SENDERS, ROOM_OF_RECEIVERS, 0)
    fi
}

/* Under the head's lock. It takes that of the tail unless somebody has it; under both this is one
   step, as nobody else can see what is between. */
inline startOverIfEmpty()
{
#ifdef START_OVER
    if
    :: !holds[index[ROOM_OF_RECEIVERS]] ->
        d_step {
            if
            :: endLock[ROOM_OF_SENDERS] == 0 && !holds[index[ROOM_OF_RECEIVERS]] ->
                assert(index[ROOM_OF_SENDERS] == index[ROOM_OF_RECEIVERS]);
                index[ROOM_OF_SENDERS] = 0;
                index[ROOM_OF_RECEIVERS] = 0
            :: else
            fi
        }
    :: else
    fi
#else
    skip
#endif
}

inline take()
{
    takeLock(ROOM_OF_RECEIVERS);
    sawClosed = closed;
    if
    :: holds[index[ROOM_OF_RECEIVERS]] ->
        d_step {
            got = value[index[ROOM_OF_RECEIVERS]];
            holds[index[ROOM_OF_RECEIVERS]] = 0;
            index[ROOM_OF_RECEIVERS] = (index[ROOM_OF_RECEIVERS] + 1) % CAPACITY;
            assert(got % EACH == nextOf[got / EACH]); /* once, and in its sender's order */
            nextOf[got / EACH]++;
            received++;
            got = 0;
            outcome = Done
        }
        startOverIfEmpty();
        wakeAfter(ROOM_OF_RECEIVERS, ROOM_OF_SENDERS, 1)
    :: else ->
        endLock[ROOM_OF_RECEIVERS] = 0;
        outcome = (sawClosed -> Closed : WouldBlock)
    fi;
    sawClosed = 0
}

byte nextOf[SENDERS];

active [SENDERS] proctype Sender()
{
    byte number, i, chosen = NOBODY;
    bit more, wasWoken;
    mtype outcome;
    do
    :: number < EACH ->
        put(_pid * EACH + number);
        do
        :: outcome == WouldBlock ->
            onTheirWay[ROOM_OF_SENDERS]++;
            if /* it looks before, and may find that it is not worth it, or not look at all */
            :: put(_pid * EACH + number)
            :: skip
            fi;
            onTheirWay[ROOM_OF_SENDERS]--;
            if
            :: outcome == WouldBlock ->
                enter(ROOM_OF_SENDERS);
                put(_pid * EACH + number);
                if
                :: outcome == WouldBlock -> woken[_pid]
                :: else
                fi;
                leave(ROOM_OF_SENDERS)
            :: else
            fi;
            if
            :: outcome == WouldBlock -> put(_pid * EACH + number)
            :: else
            fi;
            passOn(ROOM_OF_SENDERS, 0)
        :: else -> break
        od;
        assert(outcome == Done);
        sent++;
        number++
    :: else -> break
    od;
#ifndef ONE_EACH
    /* The last sender closes the channel. */
    atomic { sendersLeft--; more = (sendersLeft == 0) }
    if
    :: more ->
        takeLock(ROOM_OF_SENDERS);
        closed = 1;
        endLock[ROOM_OF_SENDERS] = 0;
        wakeAll(ROOM_OF_RECEIVERS);
        wakeAll(ROOM_OF_SENDERS)
    :: else
    fi
#endif
}

active [RECEIVERS] proctype Receiver()
{
    byte got, i, chosen = NOBODY;
    bit more, wasWoken, sawClosed, stopped;
    mtype outcome;
    do
    :: !stopped ->
        take();
        do
        :: outcome == WouldBlock && !stopped ->
            onTheirWay[ROOM_OF_RECEIVERS]++;
            if
            :: take()
            :: skip
            fi;
            onTheirWay[ROOM_OF_RECEIVERS]--;
            if
            :: outcome == WouldBlock ->
                enter(ROOM_OF_RECEIVERS);
                take();
                if
                :: outcome == WouldBlock ->
                    if
                    :: woken[_pid]
#ifdef STOP
                    :: _pid == SENDERS -> stopped = 1
#endif
                    fi
                :: else
                fi;
                leave(ROOM_OF_RECEIVERS)
            :: else
            fi;
            if
            :: outcome == WouldBlock -> take()
            :: else
            fi;
            if
            :: outcome == WouldBlock && stopped
            :: else -> passOn(ROOM_OF_RECEIVERS, 1)
            fi
        :: else -> break
        od;
        if
        :: outcome == Closed -> break
#ifdef ONE_EACH
        :: outcome == Done -> break
#endif
        :: else
        fi
    :: else -> break
    od
}

/* When nothing can happen any more. */
active proctype Judge()
{
    timeout -> assert(sent == SENDERS * EACH && received == sent)
}
