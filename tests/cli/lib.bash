# For the tests of the tool that is in build/bin: sourced by each, which then runs against a broker of with-broker's, in a folder of
# its own. A test is one file, tests/cli/COMMAND-WHAT; it says what it expects by the functions here and ends with 0, 1, or 77, skipped.
# shellcheck shell=bash
# shellcheck disable=SC2034 # what is set here, the tests use
set -euo pipefail

cli_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck source=tests/tools/signals.bash
. "$cli_root/tests/tools/signals.bash"
tools=$cli_root/tests/tools
samples=$cli_root/tests/data
cli=${ZEEKAMQP_CLI:-$cli_root/build/bin/zeek-amqp}
work=$(mktemp -d "${TMPDIR:-/tmp}/zeekamqp-cli.XXXXXX")
name=cli.$(basename "$0").$$
cleanups=()

# shellcheck disable=SC2317
clean_up() {
    local at
    for ((at = ${#cleanups[@]} - 1; at >= 0; at--)); do eval "${cleanups[at]}" || true; done
    rm -rf "$work"
}
trap clean_up EXIT
# Runs COMMAND when the test ends, whatever happens; the last first.
at_end() { cleanups+=("$1"); }

fail() { # TEXT...
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}
skip() { # TEXT...
    printf 'skipped: %s\n' "$*"
    exit 77
}

# Runs COMMAND with its output in $work/out and $work/err, and fails unless it ends with STATUS. A test of what is said then looks there.
expect_status() { # STATUS COMMAND...
    local expected=$1 status=0
    shift
    "$@" >"$work/out" 2>"$work/err" </dev/null || status=$?
    ((status == expected)) || {
        sed 's/^/  out: /' "$work/out" >&2
        sed 's/^/  err: /' "$work/err" >&2
        fail "'$*' ended with $status, not with $expected"
    }
}
# Fails unless FILE (out, err, or a path) has a line that matches the extended regular expression.
expect_line() { # FILE PATTERN
    local file=$1
    if [[ $file == out || $file == err ]]; then file=$work/$file; fi
    grep -qE -- "$2" "$file" || {
        sed 's/^/  | /' "$file" >&2
        fail "no line of $1 matches: $2"
    }
}
expect_no_line() { # FILE PATTERN
    local file=$1
    if [[ $file == out || $file == err ]]; then file=$work/$file; fi
    if grep -nE -- "$2" "$file" >&2; then fail "the line above of $1 matches: $2"; fi
}
expect_equal() { # EXPECTED ACTUAL WHAT
    [[ $1 == "$2" ]] || fail "$3 is '$2', not '$1'"
}
# Waits until COMMAND succeeds; fails after SECONDS.
wait_for() { # SECONDS WHAT COMMAND...
    local deadline=$((SECONDS + $1)) what=$2
    shift 2
    until "$@"; do
        ((SECONDS < deadline)) || fail "waited in vain for: $what"
        sleep 0.1
    done
}

# The broker of this test; makes the flags of the tool that lead to it: "${broker[@]}".
use_broker() {
    host=${AMQP_TEST_HOST:?is not set: this test needs a RabbitMQ broker, run it through tests/tools/with-broker}
    port=${AMQP_TEST_PORT:?is not set: this test needs a RabbitMQ broker, run it through tests/tools/with-broker}
    broker=(--uri "${AMQP_TEST_URI:?is not set}")
}
ctl() { ${RABBITMQ_CTL:?is not set} -q "$@"; }
# What tests/cli/terminal has printed, without the ends of lines of terminals, and without what .NET's runtime tells each terminal (keypad).
on_terminal() { # FILE
    sed -E 's/\r//g; s/\x1b(\[\?1[hl]|[=>])//g' "$1"
}
