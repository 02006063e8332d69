import type { TrustKit } from './kit.ts';

/** A POSIX shell script that puts the root into a Linux system's trust store, takes it out, or trusts it in one shell. */
export function shellScript({ server, root }: TrustKit): string {
  // A name of its own for each root, so that roots of several doubles do not replace each other.
  const name = `mock-windows-update-${root.sha256.slice(0, 16)}`;
  return SCRIPT.replace('{server}', server)
    .replace('{name}', name)
    .replace('{pem}', () => root.pem.trim());
}

const SCRIPT = String.raw`#!/bin/sh
# Trusts the root certificate of the test double at {server} on this Linux machine.
#
#   mock-wu trust --format sh > trust.sh
#   sudo sh trust.sh install      put it into the system's trust store: curl, wget, Python, Go, OpenSSL
#   sudo sh trust.sh remove       take it out again
#   eval "$(sh trust.sh env)"     trust it in this shell only, writing it to a file in the home folder
#
# Node reads NODE_EXTRA_CA_CERTS, not the system's store; Java and browsers have stores of their own.
set -eu

name='{name}'

certificate() {
  cat <<'PEM'
{pem}
PEM
}

# The folder for added roots, and the command that reads it: Debian, Ubuntu, Alpine; SUSE; Fedora, RHEL; Arch.
find_store() {
  if command -v update-ca-certificates >/dev/null 2>&1; then
    if [ -d /etc/pki/trust/anchors ]; then folder=/etc/pki/trust/anchors; else folder=/usr/local/share/ca-certificates; fi
    refresh='update-ca-certificates --fresh'
  elif command -v update-ca-trust >/dev/null 2>&1; then
    if [ -d /etc/ca-certificates/trust-source ]; then folder=/etc/ca-certificates/trust-source/anchors
    else folder=/etc/pki/ca-trust/source/anchors; fi
    refresh='update-ca-trust extract'
  else
    echo 'trust.sh: neither update-ca-certificates nor update-ca-trust is installed (package ca-certificates)' >&2
    exit 1
  fi
}

install_root() {
  find_store
  mkdir -p "$folder"
  certificate > "$folder/$name.crt"
  chmod 644 "$folder/$name.crt"
  $refresh >&2
}

remove_root() {
  find_store
  rm -f "$folder/$name.crt"
  $refresh >&2
}

# Programs of this shell then trust this root; all but Node trust nothing else.
print_environment() {
  file=$HOME/.$name.pem
  certificate > "$file"
  quoted=$(printf '%s' "$file" | sed "s/'/'\\\\''/g")
  for variable in NODE_EXTRA_CA_CERTS CURL_CA_BUNDLE SSL_CERT_FILE REQUESTS_CA_BUNDLE; do
    echo "export $variable='$quoted'"
  done
}

case "$*" in
  install) install_root ;;
  remove) remove_root ;;
  env) print_environment ;;
  *) echo 'usage: sh trust.sh install | remove | env' >&2; exit 2 ;;
esac
`;
