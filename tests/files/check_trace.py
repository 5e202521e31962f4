#!/usr/bin/env python3
"""Checks files against the rules of the Trace Event Format, plain or compressed as gzip.

    check_trace.py FILE...

Knows the format alone and nothing of the program that wrote a file. For each good file it prints
one line; for others it says on stderr what is wrong, 20 lines at most each, and exits with 1.
"""
import argparse
import collections
import decimal
import gzip
import json
import sys
import zlib

# "I", "S", "T", "p" and "F" are old but still read by every viewer.
PHASES = frozenset("BEXiICbneSTpFstfPNODMVvRc()=")
MOST_LINES = 20

# Floating point would hide or make up overlaps of a nanosecond in a trace that is hours long. The
# digits are enough for the sum of any two times that is_time() lets pass.
EXACT = decimal.Context(prec=100)
A_TIME = "a number of microseconds from 0 to 10^30, with 30 decimals at most"

Span = collections.namedtuple("Span", "start end index")


def to_object(pairs):
    # Allowed by JSON's grammar, but readers differ in which of the two they take.
    members = {}
    for key, value in pairs:
        if key in members:
            raise ValueError(f"key {shown(key)} stands twice in the object whose name is "
                             f"{shown(dict(pairs).get('name'))}, each must stand once")
        members[key] = value
    return members


def refuse_constant(text):
    raise ValueError(f"{text} must be a number, and JSON has none of that kind")


def read_json(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return json.loads(data.decode("utf-8"), parse_float=decimal.Decimal,
                      parse_constant=refuse_constant, object_pairs_hook=to_object)


def is_number(value):
    # A bool is an int to Python, but not to JSON.
    return isinstance(value, (int, decimal.Decimal)) and not isinstance(value, bool)


def is_time(value):
    return (is_number(value) and 0 <= value <= 10 ** 30
            and decimal.Decimal(value).as_tuple().exponent >= -30)


def is_text(value):
    # Half a surrogate pair can be escaped in JSON, but is no character of UTF-8.
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def is_id(value):
    return is_text(value) or isinstance(value, int) and not isinstance(value, bool)


def is_object(value):
    return isinstance(value, dict)


METADATA = {
    "process_name": ("name", is_text, "a string"),
    "process_labels": ("labels", is_text, "a string"),
    "process_sort_index": ("sort_index", is_number, "a number"),
    "thread_name": ("name", is_text, "a string"),
    "thread_sort_index": ("sort_index", is_number, "a number"),
}


def shown(value):
    if isinstance(value, (dict, list)):
        return ("an empty " if not value else "an ") + ("array" if isinstance(value, list) else "object")
    text = str(value) if isinstance(value, decimal.Decimal) else json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "..."


def wrong(where, key, is_right, allowed, optional=False):
    """A list of what is wrong with one member of an object: one text or none."""
    if key not in where:
        return [] if optional else [f"{key} is missing, must be {allowed}"]
    return [] if is_right(where[key]) else [f"{key} is {shown(where[key])}, must be {allowed}"]


def event_problems(event):
    if not is_object(event):
        return [f"is {shown(event)}, must be an object"]
    phases = f"one of the characters {' '.join(sorted(PHASES))}"
    problems = wrong(event, "ph", lambda ph: isinstance(ph, str) and ph in PHASES, phases)
    if problems:
        return problems
    phase = event["ph"]
    # An "E" is known by the "B" that it ends.
    return (wrong(event, "name", is_text, "a string of valid Unicode", optional=phase == "E")
            + wrong(event, "pid", is_id, "an integer or a string")
            + wrong(event, "tid", is_id, "an integer or a string")
            + wrong(event, "cat", is_text, "a string", optional=True)
            + wrong(event, "args", is_object, "an object", optional=True)
            + wrong(event, "ts", is_time, A_TIME, optional=phase == "M")
            + phase_problems(event, phase))


def phase_problems(event, phase):
    """What is wrong with the members that only events of this phase have."""
    if phase == "X":
        return wrong(event, "dur", is_time, A_TIME)
    if phase in "iI":
        return wrong(event, "s", lambda s: s in ("g", "p", "t"), 'one of "g", "p", "t"', optional=True)
    if phase == "C":
        return counter_problems(event)
    if phase == "M":
        names = f"one of {', '.join(METADATA)} for metadata"
        # Looked for in a list, since a name that is an array or an object has no hash.
        return wrong(event, "name", lambda name: name in list(METADATA), names) or metadata_problems(event)
    return []


def metadata_problems(event):
    key, is_right, allowed = METADATA[event["name"]]
    args = event.get("args")
    return ["args." + text for text in wrong(args if is_object(args) else {}, key, is_right, allowed)]


def counter_problems(event):
    args = event.get("args")
    if not args or not is_object(args):
        return wrong(event, "args", lambda _: False, "an object of one number or more for a counter")
    return ["args." + text for key in args for text in wrong(args, key, is_number, "a number")]


class Thread:
    """The stack of one thread, built from its events in the order of the file as viewers do."""

    def __init__(self):
        self.spans = []
        self.open = []
        self.last = decimal.Decimal(0)

    def add(self, index, event):
        start = EXACT.multiply(decimal.Decimal(event["ts"]), 1000)
        if event["ph"] == "X":
            end = EXACT.add(start, EXACT.multiply(decimal.Decimal(event["dur"]), 1000))
            self.spans.append(Span(start, end, index))
            return
        # Elsewhere the format leaves the order of the array free, but these pair by it.
        if start < self.last:
            yield index, (f"ts is {start:f} ns, must be {self.last:f} ns or later, as the B or E before "
                          "it on its thread is")
        self.last = max(self.last, start)
        if event["ph"] == "B":
            self.open.append((self.last, index, event["name"]))
        else:
            yield from self.end(index, event)

    def end(self, index, event):
        if not self.open:
            yield index, "is an E without a B, must end one that is open on its thread"
            return
        start, begin, name = self.open.pop()
        self.spans.append(Span(start, self.last, begin))
        if event.get("name", name) != name:
            yield index, (f"name is {shown(event['name'])}, must be {shown(name)} as of event {begin}, "
                          "the last B open on its thread")

    def overlaps(self):
        around = []
        for span in sorted(self.spans, key=lambda each: (each.start, -each.end)):
            while around and around[-1].end <= span.start:
                around.pop()
            if not around or span.end <= around[-1].end:
                around.append(span)
                continue
            other = around[-1]
            yield span.index, (f"lasts from {span.start:f} to {span.end:f} ns, must lie within or apart "
                               f"from event {other.index}, {other.start:f} to {other.end:f} ns")


def threads_problems(events):
    threads = collections.defaultdict(Thread)
    for index, event in enumerate(events):
        if event["ph"] in "XBE":
            yield from threads[event["pid"], event["tid"]].add(index, event)
    for thread in threads.values():
        yield from thread.overlaps()


def check(path):
    """The events of a file, and what is wrong with it."""
    try:
        trace = read_json(path)
    except (OSError, EOFError, zlib.error) as error:
        return [], [f"cannot be read: {error}"]
    except (ValueError, decimal.DecimalException, RecursionError) as error:
        return [], [f"is not valid JSON in UTF-8: {error}"]
    if isinstance(trace, list):
        trace = {"traceEvents": trace}
    if not is_object(trace) or not isinstance(trace.get("traceEvents"), list):
        return [], ["holds no events, must be an array or an object with an array traceEvents"]
    events = trace["traceEvents"]
    problems = wrong(trace, "displayTimeUnit", lambda unit: unit in ("ms", "ns"), '"ms" or "ns"',
                     optional=True)
    found = [(index, text) for index, event in enumerate(events) for text in event_problems(event)]
    # One event without its time or its thread would make others look wrong too.
    found = found or sorted(threads_problems(events))
    return events, problems + [f"event {index}: {text}" for index, text in found]


def summary(events):
    count = collections.Counter(event["ph"] for event in events)
    listed = {
        "complete": count["X"], "pairs of B and E": count["E"], "B without E": count["B"] - count["E"],
        "instant": count["i"] + count["I"], "counter": count["C"], "metadata": count["M"],
    }
    listed["other"] = len(events) - sum(listed.values()) - count["E"]
    return ", ".join([f"{len(events)} events"] + [f"{many} {what}" for what, many in listed.items()])


def main():
    parser = argparse.ArgumentParser(description="Checks files against the Trace Event Format.")
    parser.add_argument("files", nargs="+", metavar="FILE")
    good = True
    for path in parser.parse_args().files:
        events, problems = check(path)
        if not problems:
            print(f"{path}: {summary(events)}")
            continue
        good = False
        if len(problems) > MOST_LINES:
            problems[MOST_LINES - 1:] = [f"and {len(problems) - MOST_LINES + 1} more problems"]
        for text in problems:
            print(f"{path}: {text}", file=sys.stderr)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
