# shellcheck shell=bash disable=SC2034
# Sourced by examples/run and tests/run: which Debian packages a build needs, and how to get those
# that are missing.

packages_for_examples=(
  g++ cmake ninja-build
  libboost1.81-dev libboost-context1.81-dev libfmt-dev nlohmann-json3-dev libsqlite3-dev
)
packages_for_tests=(
  "${packages_for_examples[@]}"
  ccache clang-19 libclang-rt-19-dev
  libcli11-dev libgtest-dev libgmock-dev libbenchmark-dev librapidcheck-dev valgrind
  qcoro-qt6-dev
  libxml2-utils python3-jsonschema python3-yaml curl
  chromium doxygen
)
packages_for_tidy=(clang-tidy-19)

# missing_packages NAME... prints those that are not installed, one a line.
missing_packages() {
  local name
  for name in "$@"; do
    if [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) != installed ]]; then
      printf '%s\n' "$name"
    fi
  done
}

# install_packages NAME... installs what is missing; needs root, or sudo, only then.
install_packages() {
  if ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian: taking for granted that these are installed: $*"
    return 0
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  if ((${#missing[@]} == 0)); then
    return 0
  fi

  local as_root=()
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      {
        echo "Missing packages, and neither root nor sudo to install them. As root, run"
        echo "  apt-get update && apt-get install ${missing[*]}"
        echo "and then this script again."
      } >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing ${missing[*]}"
  if ! "${as_root[@]}" apt-get update -q ||
    ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends "${missing[@]}"; then
    echo "Could not install ${missing[*]}" >&2
    return 1
  fi
}
