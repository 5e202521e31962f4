#!/usr/bin/env bash
# The window with a real frame: all of it is on the screen, its status line at the lower end, when it
# is shown first, on a screen with few pixels, and when it was larger on the screen before.
#
#   first_window.sh PROGRAM [FOLDER]    keeps its screenshots in FOLDER
set -euo pipefail
program=$1
keep=${2:-}
for tool in xvfb-run xdotool import openbox; do
    command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 77; }
done

if [[ -z ${ON_SCREEN:-} ]]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    mkdir -m 700 "$work/runtime"
    export HOME=$work XDG_CONFIG_HOME=$work/.config XDG_RUNTIME_DIR=$work/runtime
    # Without a session bus one would be launched, which now and then hangs on a display that is new.
    export DBUS_SESSION_BUS_ADDRESS=disabled:
    export QT_QPA_PLATFORM=xcb
    export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 # the platform plugin's own, under xcb
    [[ $keep ]] && keep=$(realpath "$keep")
    # What is remembered from the larger screens meets smaller ones.
    for screen in 1440x900 1920x1080@2 1920x1080 1024x700; do
        export ON_SCREEN=$screen QT_SCALE_FACTOR=1
        [[ $screen == *@* ]] && QT_SCALE_FACTOR=${screen#*@}
        [[ $screen == *@2 ]] && rm -rf "$XDG_CONFIG_HOME"
        xvfb-run -a -s "-noreset -screen 0 ${screen%@*}x24" bash "$0" "$program" "$keep"
    done
    echo "The window stands on the screen with its frame."
    exit
fi

fail() { echo "FAIL on a screen of $ON_SCREEN: $*"; exit 1; }
size=${ON_SCREEN%@*}

# Asks again until it is so, half a minute at most.
await() {
    local until=$((SECONDS + 30))
    until "$@" >/dev/null 2>&1; do
        ((SECONDS < until)) || return 1
    done
}
await xdotool getdisplaygeometry || fail "the screen does not come up"
openbox &
manager=$!
trap 'kill $manager 2>/dev/null || true' EXIT
await xdotool get_num_desktops || fail "the window manager does not come up"
"$program" &
pid=$!
trap 'kill $pid $manager 2>/dev/null || true' EXIT
window=
finds_window() { # windows come and go while it looks
    window=$(xdotool search --onlyvisible --name '^Poolscope$' 2>/dev/null | head -n 1) || true
    [[ $window ]]
}
await finds_window || fail "no window comes up"

# Where a place in the window is on the screen: the pointer goes there as far as there is a screen.
reached() {
    local X Y
    eval "$(xdotool mousemove --window "$window" "$1" "$2" getmouselocation --shell | grep -E '^[XY]=')"
    echo "$X $Y"
}
fits() {
    local WIDTH HEIGHT left top right bottom
    eval "$(xdotool getwindowgeometry --shell "$window" | grep -E '^(WIDTH|HEIGHT)=')"
    read -r left top < <(reached 0 0)
    read -r right bottom < <(reached $((WIDTH - 1)) $((HEIGHT - 1)))
    # With its title bar above.
    ((top > 0 && right - left == WIDTH - 1 && bottom - top == HEIGHT - 1 &&
        right < ${size%x*} && bottom < ${size#*x}))
}
fitting=
await fits && fitting=yes
[[ -z $keep ]] || import -window root "$keep/first-$ON_SCREEN.png"
[[ $fitting ]] || fail "a part of the window is not on it"

# Larger than the next screen, for what is remembered.
if [[ $size == 1920x1080 ]]; then
    xdotool windowsize --sync "$window" $((${size%x*} - 40)) $((${size#*x} - 80))
fi
kill -TERM $pid
status=0
wait $pid || status=$?
((status == 143)) || fail "SIGTERM ended it with $status"
