# shellcheck shell=bash
# Sourced by examples/run and tests/run: runs one stage of a build quietly.

# stage LOG TEXT COMMAND... says TEXT, runs COMMAND with its output in LOG, and says how it went.
# The end of a failed command's output is shown, without the tests that passed; all of it is in LOG.
stage() {
  local log=$1 text=$2 start=$SECONDS
  shift 2
  mkdir -p "$(dirname "$log")"
  printf '%s ... ' "$text"
  if "$@" >"$log" 2>&1 </dev/null; then
    printf 'ok (%d s)\n' $((SECONDS - start))
    return 0
  fi
  printf 'FAILED (%d s); the end of %s:\n' $((SECONDS - start)) "$log"
  grep -vE '^ *Start +[0-9]+: | Passed +[0-9.]+ sec$' "$log" | tail -n 200
  return 1
}
