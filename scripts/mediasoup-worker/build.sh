#!/usr/bin/env bash
# Builds the mediasoup worker from the sources inside the installed mediasoup
# npm package, against the system's libraries. For machines that reach the npm
# registry and Debian's packages but not the prebuilt worker's download.
#
#   build.sh MEDIASOUP_PACKAGE_DIR OUTPUT_FILE
#
# Needs: libssl-dev libuv1-dev libsrtp2-dev libabsl-dev libflatbuffers-dev
#        flatbuffers-compiler meson ninja-build pkg-config g++
# Written for mediasoup 3.27.1; about 9 minutes on 2 cores.
set -euo pipefail

package=${1:?the installed mediasoup package}
output=${2:?where the worker goes}
here=$(cd "$(dirname "$0")" && pwd)
work=${LECTERN_BUILD_FOLDER:-$(mktemp -d)}
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT

cp -r "$package/worker/." "$work"
rm -rf "$work/subprojects"
cp -r "$here/subprojects" "$work/subprojects"
cd "$work"

# Debian 12 ships meson 1.0.1, which reads this file as well as 1.1 does.
sed -i "s/meson_version: '>= 1.1.0'/meson_version: '>= 1.0.0'/" meson.build

# The BIO callback must pass every operation's own result on. A libssl built with
# kernel TLS asks the BIO whether it took the keys; hearing 1 for everything, it
# drops its write buffer and the next handshake message crashes the worker.
sed -i 's/(operationType == BIO_CB_RETURN)/((operationType \& BIO_CB_RETURN) != 0)/' src/RTC/DtlsTransport.cpp
grep -q 'operationType & BIO_CB_RETURN' src/RTC/DtlsTransport.cpp

meson setup --buildtype release -Db_ndebug=true build . >setup.log || { cat setup.log >&2; exit 1; }
ninja -C build mediasoup-worker
strip build/mediasoup-worker
mkdir -p "$(dirname "$output")"
install -m 755 build/mediasoup-worker "$output.new"
mv "$output.new" "$output"
