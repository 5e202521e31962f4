#!/bin/sh
# Each text of the program is in the file of each language, translated: texts_are_translated.sh LUPDATE
set -eu
here=$(cd "$(dirname "$0")" && pwd)
translations=$here/../../resources/translations
copies=$(mktemp -d)
trap 'rm -rf "$copies"' EXIT
cp "$translations"/*.ts "$copies"
"$translations/update" "$1" "$copies"
if grep -B 2 'type="unfinished"' "$copies"/*.ts; then
    echo "These are not translated. See the recipe for a text in src/README.md." >&2
    exit 1
fi
