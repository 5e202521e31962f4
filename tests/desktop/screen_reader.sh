#!/usr/bin/env bash
# The main job by one who does not see the window: by AT-SPI alone, as screen readers do.
#
#   screen_reader.sh PROGRAM
set -euo pipefail
for tool in xvfb-run dbus-run-session xdotool; do
    command -v "$tool" >/dev/null || { echo "$tool is missing"; exit 77; }
done
python=/usr/bin/python3 # where the packages of the system are
"$python" -c 'import pyatspi' 2>/dev/null || { echo "pyatspi is missing"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -m 700 "$work/runtime"
export HOME=$work XDG_CONFIG_HOME=$work/.config XDG_RUNTIME_DIR=$work/runtime
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:detect_leaks=0 # the platform plugin's own, under xcb
dbus-run-session -- xvfb-run -a -s "-noreset -screen 0 1280x800x24" \
    "$python" "$(dirname "${BASH_SOURCE[0]}")/screen_reader.py" "$1"
