#!/bin/sh
# Runs a command in a network of its own, as root of it: loopback and nothing else, with the names of a resolver at
# 127.0.0.1. What the machine has of hosts, resolvers and policies stays as it is, and nothing is left running.
set -eu

if [ "${MAILCONF_PRIVATE_NETWORK:-}" != yes ]; then
  export MAILCONF_PRIVATE_NETWORK=yes
  # Whoever is not root becomes it in a namespace of users, where the system allows that.
  [ "$(id -u)" = 0 ] && own_user= || own_user=--map-root-user
  exec unshare $own_user --net --mount --pid --fork --kill-child --mount-proc "$0" "$@" || status=$?
rm -r "$folder"
exit "${status:-0}"
fi

ip link set lo up
folder=$(mktemp -d)
printf '127.0.0.1 localhost\n' >"$folder/hosts"
printf 'nameserver 127.0.0.1\noptions timeout:2 attempts:1\n' >"$folder/resolv.conf"
printf 'hosts: files dns\npasswd: files\ngroup: files\n' >"$folder/nsswitch.conf"
for file in hosts resolv.conf nsswitch.conf; do
  [ ! -e "/etc/$file" ] || mount --bind "$folder/$file" "$(readlink -f "/etc/$file")"
done
"$@" || status=$?
rm -r "$folder"
exit "${status:-0}"
