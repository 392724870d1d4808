# Sourced by ./run and ./test: one line says what is missing and what to install.

require_dotnet() {
  local major=0
  command -v dotnet >/dev/null 2>&1 && major="$(dotnet --list-sdks 2>/dev/null | cut -d. -f1 | sort -n | tail -1)"
  if [ "${major:-0}" -lt 10 ]; then
    echo "The .NET 10 SDK is needed to build the simulator: install it from https://dotnet.microsoft.com/download" >&2
    exit 2
  fi
}

require_node() {
  local major=0
  command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 && major="$(node --version | tr -d v | cut -d. -f1)"
  if [ "${major:-0}" -lt 20 ]; then
    echo "Node.js 20 or later, with npm, is needed to build the page: install it from https://nodejs.org" >&2
    exit 2
  fi
}
