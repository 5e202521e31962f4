"""Operates the program by what it tells assistive technology: see screen_reader.sh."""

import os
import signal
import subprocess
import sys
import time

import pyatspi
from gi.repository import GLib

PATIENCE = 60  # seconds that anything may take on a busy machine


def fail(what):
    sys.exit(f"FAIL: {what}")


def until(what, found):
    """Lets events come in until found() gives something; what it gives."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            result = found()
        except GLib.Error:  # a thing that is gone by the time that it is asked
            result = None
        if result:
            return result
        time.sleep(0.02)
    fail(f"{what} within {PATIENCE} s")


def things_in(top):
    """All that lies below a thing, but for the bars of a chart, which may be a million."""
    for child in top:
        if child is None:
            continue
        yield child
        if child.getRole() != pyatspi.ROLE_CHART:
            yield from things_in(child)


def find(top, role, name=None, description=None):
    for thing in things_in(top):
        if thing.getRole() != role:
            continue
        if name is not None and thing.name != name:
            continue
        if description is not None and thing.description != description:
            continue
        return thing
    return None


def await_thing(top, role, name=None, description=None):
    return until(f"no {name or description} comes up", lambda: find(top, role, name, description))


def now_named(thing):
    """What it is called now, whatever was remembered."""
    thing.clear_cache()
    return thing.name


def act(thing, action):
    actions = thing.queryAction()
    names = [actions.getName(i) for i in range(actions.nActions)]
    actions.doAction(names.index(action))


def program_on_the_desktop():
    for application in pyatspi.Registry.getDesktop(0):
        if application and application.name == "poolscope":
            return application
    return None


class Heard:
    """What the program has told by itself."""

    def __init__(self):
        self.focused = []
        self.notified = []
        pyatspi.Registry.registerEventListener(self.on_focus, "object:state-changed:focused")
        pyatspi.Registry.registerEventListener(self.on_showing, "object:state-changed:showing")

    def on_focus(self, event):
        if event.detail1:
            self.focused.append(event.source.name)

    def on_showing(self, event):
        if event.detail1 and event.source.getRole() == pyatspi.ROLE_NOTIFICATION:
            self.notified.append(now_named(event.source))


def give_keys_to_the_window():
    """There is no window manager that would."""
    search = ["xdotool", "search", "--sync", "--onlyvisible", "--name", "^Poolscope$"]
    subprocess.run(search + ["windowfocus", "--sync"], check=True)


def press(keys):
    subprocess.run(["xdotool", "key", keys], check=True)


def set_number(window, role, name, number):
    """By one of the two that show it: the other one follows."""
    await_thing(window, role, name).queryValue().currentValue = number
    for shown in (pyatspi.ROLE_SPIN_BUTTON, pyatspi.ROLE_SLIDER):
        thing = await_thing(window, shown, name)
        until(f"{name} does not become {number}", lambda: thing.queryValue().currentValue == number)


def run_it(window, heard):
    set_number(window, pyatspi.ROLE_SLIDER, "Number of jobs", 6)
    set_number(window, pyatspi.ROLE_SPIN_BUTTON, "Number of workers", 3)
    act(await_thing(window, pyatspi.ROLE_PUSH_BUTTON, "Run"), "Press")
    words = until("the end of the run is not told", lambda: heard.notified)[-1]
    if not words.startswith("All jobs done. With the worker pool "):
        fail(f"the end of the run is told as: {words}")
    for description in ("Time with the worker pool", "Time without the worker pool"):
        took = now_named(await_thing(window, pyatspi.ROLE_LABEL, description=description))
        if not took.endswith("s") or took not in words:
            fail(f"{description} is read as: {took}, and was told as: {words}")


def read_chart(window, heard):
    chart = await_thing(window, pyatspi.ROLE_CHART, "Chart of the run")
    rows = [chart[i] for i in range(chart.childCount)]
    names = [row.name for row in rows[:4]]
    if names != ["worker 1", "worker 2", "worker 3", "sequential run"]:
        fail(f"the rows are read as: {names}")
    bars = sum(row.childCount for row in rows[:3])
    if bars != 6 or rows[3].childCount != 6:
        fail(f"{bars} and {rows[3].childCount} bars are read in place of 6")
    for row in rows[:3]:
        for bar in row:
            if not (bar.name.startswith("job ") and f" on {row.name}, finished, " in bar.name):
                fail(f"a bar is read as: {bar.name}")
    for strip, titles in zip(rows[4:6], (["Time", "Jobs waiting, at most"],
                                         ["Time", "Workers busy, in the mean"])):
        table = strip.queryTable()
        read = [table.getColumnDescription(i) for i in range(table.nColumns)]
        if strip.getRole() != pyatspi.ROLE_TABLE or read != titles or table.nRows < 5:
            fail(f"a strip is read as: {strip.name}, with {read} and {table.nRows} rows")
        time, value = (table.getAccessibleAt(0, i).name for i in range(2))
        if not (time.startswith("from 0 s to ") and float(value) > 0):
            fail(f"the first row of a strip is read as: {time}, {value}")

    first = rows[1][0]
    place = first.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    if place.width < 10 or place.height < 10:
        fail(f"{first.name} is read as {place.width} × {place.height} px")
    act(first, "SetFocus")
    until(f"the focus does not come to: {first.name}", lambda: first.name in heard.focused)
    until(f"not selected: {first.name}", lambda: first.getState().contains(pyatspi.STATE_SELECTED))
    second = rows[1][1]
    press("period")
    until(f"the key does not move the focus to: {second.name}",
          lambda: heard.focused[-1] == second.name)


def export(application, path, heard):
    # By its keys, as one does: whoever presses the button from outside is answered only when the
    # dialog is over.
    press("ctrl+e")
    dialog = until("no dialog comes up", lambda: find(application, pyatspi.ROLE_DIALOG))
    field = await_thing(dialog, pyatspi.ROLE_TEXT, "File")
    field.queryEditableText().setTextContents(path)
    act(await_thing(dialog, pyatspi.ROLE_PUSH_BUTTON, "Export"), "Press")
    until("no picture is written", lambda: os.path.exists(path) and os.path.getsize(path) > 0)
    told = "Exported exported.png"
    until("the end of the export is not told", lambda: told in heard.notified)
    await_thing(application, pyatspi.ROLE_PUSH_BUTTON, "Open Folder")
    until("nothing comes in", lambda: True)  # all that was told before that answer
    if heard.notified.count(told) != 1:
        fail(f"the end of the export is told as: {heard.notified}")


def operate(program):
    heard = Heard()
    application = until("the program does not come up", program_on_the_desktop)
    window = await_thing(application, pyatspi.ROLE_FRAME, "Poolscope")
    give_keys_to_the_window()
    run_it(window, heard)
    read_chart(window, heard)
    export(application, os.path.join(os.environ["HOME"], "exported.png"), heard)
    program.send_signal(signal.SIGTERM)
    if program.wait(PATIENCE) != 143:
        fail(f"SIGTERM ended it with {program.returncode}")


def main():
    program = subprocess.Popen([sys.argv[1], "--duration", "200ms"])
    try:
        operate(program)
    finally:
        if program.poll() is None:
            program.kill()
            program.wait()
    print("The main job is done by who does not see it.")


main()
