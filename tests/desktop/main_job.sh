#!/usr/bin/env bash
# The main job by hand on a real display: start the program under Xvfb with the xcb platform, set
# the duration, press Run with the mouse, see the bars, export with the keyboard.
#
#   main_job.sh PROGRAM [FOLDER]    keeps its screenshots in FOLDER
set -euo pipefail
program=$1
keep=${2:-}
for tool in xvfb-run xdotool import convert; do
    command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 77; }
done

if [[ -z ${INSIDE_XVFB:-} ]]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -m 700 "$work/runtime"
    export HOME=$work XDG_CONFIG_HOME=$work/.config XDG_RUNTIME_DIR=$work/runtime
    # Without a session bus one would be launched, which now and then hangs on a display that is new.
    export DBUS_SESSION_BUS_ADDRESS=disabled:
    export QT_QPA_PLATFORM=xcb INSIDE_XVFB=1
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 # the platform plugin's own, under xcb
    [[ $keep ]] && keep=$(realpath "$keep")
    xvfb-run -a -s "-noreset -screen 0 1280x800x24" bash "$0" "$program" "$keep"
    exit
fi

fail() { echo "FAIL: $*"; exit 1; }
shot() { import -window root "$HOME/$1.png"; [[ -z $keep ]] || cp "$HOME/$1.png" "$keep/"; }
# How many pixels of the picture have the colour.
pixels() {
    convert "$1" -fill black +opaque "$2" -fill white -opaque "$2" -format '%[fx:round(mean*w*h)]' info:
}

"$program" --duration 300ms &
pid=$!
trap 'kill $pid 2>/dev/null || true' EXIT
window=$(xdotool search --sync --onlyvisible --name '^Poolscope$' | head -n 1)
xdotool windowmove "$window" 0 0 windowsize --sync "$window" 1280 800
# The chart's empty rows are on the screen.
for _ in $(seq 50); do
    shot start
    (($(pixels "$HOME/start.png" '#eef0f3') > 5000)) && break
done
(($(pixels "$HOME/start.png" '#56b4e9') == 0)) || fail "there are bars before the run"

# Run: the first button of the tool bar.
xdotool mousemove --window "$window" 50 62 click 1
for _ in $(seq 50); do
    shot live
    (($(pixels "$HOME/live.png" '#56b4e9') > 500)) && break
done
(($(pixels "$HOME/live.png" '#56b4e9') > 500)) || fail "no bar is seen while it runs"

# Both runs over: the last job of the sequential row stands beside its like in the pool.
for _ in $(seq 100); do
    shot done
    (($(pixels "$HOME/done.png" '#0072b2') > 6000)) && break
done
for color in '#56b4e9' '#e69f00' '#009e73' '#cc79a7' '#0072b2'; do
    (($(pixels "$HOME/done.png" "$color") > 4000)) || fail "a bar of $color is missing"
done

# Export: Ctrl+E, a path, Return.
picture=$HOME/exported.png
xdotool windowfocus --sync "$window" key ctrl+e
for _ in $(seq 100); do
    dialog=$(xdotool search --onlyvisible --name '^Export the run' 2>/dev/null | head -n 1 || true)
    [[ $dialog ]] && break
done
[[ $dialog ]] || fail "the export dialog does not come up"
xdotool windowfocus --sync "$dialog" key ctrl+a
xdotool type "$picture"
shot dialog
xdotool key Return
for _ in $(seq 100); do
    [[ -s $picture ]] && break
    shot after
done
[[ -s $picture ]] || fail "no picture was written"
(($(pixels "$picture" '#56b4e9') > 4000)) || fail "the picture has no bars"
[[ -z $keep ]] || cp "$picture" "$keep/"

kill -TERM $pid
status=0
wait $pid || status=$?
trap - EXIT
((status == 143)) || fail "SIGTERM ended it with $status"
echo "The main job works on a real display."
