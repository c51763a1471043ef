#!/bin/sh
# Gradescope runs this once, as root, when it builds the image of the assignment.
set -eu
root=${AUTOGRADER_ROOT:-/autograder}
files=$root/source

# The zip brings .NET. The system adds what .NET links to, setpriv (util-linux), and bubblewrap for where containers may nest.
missing=
for program in openssl setpriv bwrap; do command -v $program >/dev/null || missing=yes; done
if [ -n "$missing" ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  apt-get install -y --no-install-recommends openssl libstdc++6 zlib1g util-linux bubblewrap
fi

# Everybody may read the program; hidden checks and expected values are root's alone.
chmod go+x "$root"
chmod -R u+rwX,go+rX "$files"
chmod -R go-rwx "$files/secret"
chmod 755 "$files/setup.sh" "$files/run_autograder" "$files/dotnet/dotnet"

AUTOGRADER_ROOT=$root "$files/run_autograder" --try
