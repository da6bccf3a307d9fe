#!/usr/bin/env bash
# Makes a stand-in for the Dockerfile's base image where no image registry can be reached: Debian's minimal system and
# Node's own binary from npm, under the same name, with no more in it than the slim image has (no ps, no curl). It is kept
# among the machine's images and made once. As root; needs podman, mmdebstrap and npm.
# usage: base.sh node:24.1.0-bookworm-slim
set -euo pipefail

name=$1
image=docker.io/library/$name
podman image exists "$image" && exit 0

version=$(sed -E 's/^node:([0-9.]+)-.*/\1/' <<< "$name")
suite=$(sed -E 's/^node:[0-9.]+-([a-z]+)-slim$/\1/' <<< "$name")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

mmdebstrap --quiet --variant=minbase --include=libstdc++6 "$suite" "$root"
(cd "$work" && npm pack --silent "node-linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')@$version" > packed && tar xzf "$(cat packed)")
modules=usr/local/lib/node_modules
mkdir -p "$root/$modules"
cp "$work/package/bin/node" "$root/usr/local/bin/"
cp -r "$(npm root -g)/npm" "$root/$modules/"
ln -s "/$modules/npm/bin/npm-cli.js" "$root/usr/local/bin/npm"
ln -s "/$modules/npm/bin/npx-cli.js" "$root/usr/local/bin/npx"
chroot "$root" useradd --create-home --uid 1000 --shell /bin/bash node

tar -C "$root" -c . | podman import --quiet --change 'CMD ["node"]' \
  --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$image" > /dev/null
