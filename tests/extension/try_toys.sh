#!/bin/sh
# try_toys.sh FOLDER: copies the tree to FOLDER, applies the patches of the toys there, builds the test program of
# this folder and runs the tests of the toys. It compiles most of muster: ten minutes and more.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
mkdir -p "$1"
copy=$(cd "$1" && pwd)
(cd "$root" && tar cf - --exclude=./build --exclude=./.git .) | (cd "$copy" && tar xf -)
cd "$copy"
# The copy may lie inside of a repository, whose paths are not its own.
GIT_CEILING_DIRECTORIES=$(dirname "$copy")
export GIT_CEILING_DIRECTORIES
for toy in metric policy_kind; do git apply "tests/extension/toy_$toy.patch"; done
cmake --preset dev
ninja -C build/dev extension_tests
build/dev/bin/extension_tests "a rule on the toy metric*,a policy of the toy kind*,a mistake in it*"
