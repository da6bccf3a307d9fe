#!/usr/bin/env bash
# Builds the Dockerfile's two images, localhost/morgiana:test and localhost/morgiana:test-chromium, which
# test/operator/image.test.ts runs. As root. Needs Debian's podman, runc and mmdebstrap: they are installed where they are
# missing. What the machine itself needs to reach its registries (certificates, npm's settings) is lent to the build and
# stays out of the images.
set -euo pipefail
cd "$(dirname "$0")/../.."

need() { command -v "$1" > /dev/null; }
if ! need podman || ! need runc || ! need mmdebstrap; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends podman runc mmdebstrap > /dev/null
fi

scripts/image/base.sh "$(sed -nE 's/^FROM (node:[^ ]+).*/\1/p' Dockerfile | head -n 1)"

# npm's and apt's caches, so that nothing is fetched twice; a certificate store only where the machine has its own.
settings=$(mktemp)
trap 'rm -f "$settings"' EXIT
echo "cache=/var/cache/npm" > "$settings"
cache=$(npm config get cache)
mkdir -p "$cache" /var/cache/apt/archives
lent=(
  --volume "$cache:/var/cache/npm" --volume /var/cache/apt/archives:/var/cache/apt/archives
  --volume "$settings:/usr/local/etc/npmrc:ro"
)
authorities=$(npm config get cafile)
if [ -f "$authorities" ]; then
  echo "cafile=/etc/npm-authorities.crt" >> "$settings"
  lent+=(--volume "$authorities:/etc/npm-authorities.crt:ro")
fi

# The host's network: where there is no registry there is no name server for a container's own network either.
build() {
  podman --runtime runc build --quiet --pull=never --network host --isolation chroot --format docker --layers \
    "${lent[@]}" --target "$1" --tag "localhost/morgiana:$2" . > /dev/null
}
build morgiana test
build morgiana-chromium test-chromium
