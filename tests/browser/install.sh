#!/bin/sh
# Installs a headless Chromium from npm into the cache folder, once, and prints the folder that holds it. What the lock file says is
# what is installed. TABLEWRIGHT_CHROMIUM names another Chromium or Chrome, which is used instead of the one from npm.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
fail() {
    echo "the tests of \`tablewright docs\` need a headless Chromium: $1" >&2
    exit 1
}

command -v node >/dev/null || fail "install Node.js 20 or newer"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 20 ] || fail "install Node.js 20 or newer; this is $(node --version)"
command -v npm >/dev/null || fail "install npm"

cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/tablewright
folder=$cache/browser-$(cksum <"$here/package-lock.json" | cut -d ' ' -f 1)
if [ ! -e "$folder/installed" ]; then
    mkdir -p "$cache"
    new=$(mktemp -d "$cache/browser-new.XXXXXX")
    trap 'rm -rf "$new"' EXIT
    cp "$here/package.json" "$here/package-lock.json" "$new/"
    log=$new/npm.log
    npm ci --prefix "$new" --ignore-scripts --no-audit --no-fund >"$log" 2>&1 ||
        fail "\`npm ci\` in tests/browser failed; is the registry reachable?
$(tail -5 "$log")"
    mkdir "$new/tmp"
    if [ -z "${TABLEWRIGHT_CHROMIUM:-}" ]; then
        # The package holds the program compressed; it unpacks it into the folder for temporary files.
        TMPDIR=$new/tmp node -e 'require("'"$new"'/node_modules/@sparticuz/chromium").executablePath()' >>"$log" 2>&1 ||
            fail "it could not be unpacked
$(tail -5 "$log")"
    fi
    touch "$new/installed"
    # Another test may have been quicker.
    [ -e "$folder/installed" ] || mv "$new" "$folder" 2>/dev/null || [ -e "$folder/installed" ] || fail "cannot write $folder"
fi
echo "$folder"
