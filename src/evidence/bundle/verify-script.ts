/**
 * verify.sh: the checks that a bundle allows with sh, coreutils, openssl 3 and unzip alone, without a network. It is a
 * convenience: who does not trust the bundle takes a verifier from elsewhere.
 */
export const verifyScript = String.raw`#!/bin/sh
# Checks this evidence bundle with sh, coreutils, openssl 3 and unzip. No network. Exit 0: holds, 1: broken.
# Never run it from a bundle that you do not trust: its text can lie. docs of morgiana name other verifiers.
cd "$(dirname "$0")" || exit 1
bad=0
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
check() { what=$1; shift; if "$@" >"$tmp/out" 2>&1; then echo "ok    $what"; else echo "FAULT $what"; sed 's/^/      /' "$tmp/out" | tail -3; bad=1; fi; }
der_int() { h=$(printf %s "$1" | sed 's/^\(00\)*//'); [ -n "$h" ] || h=00; echo "0x$h"; }

check "manifest of data/" sha256sum -c --quiet --strict manifest-sha256.txt
check "manifest of the other files" sha256sum -c --quiet --strict tagmanifest-sha256.txt
no_links() { [ -z "$(find . -type l)" ]; }
check "no links" no_links
only_listed() {
  sed 's/^[0-9a-f]*  //' manifest-sha256.txt tagmanifest-sha256.txt | sort >"$tmp/listed"
  printf '%s\n' tagmanifest-sha256.txt seal/seal.txt seal/seal.sig seal/tagmanifest.tsr | sort - "$tmp/listed" | uniq >"$tmp/may"
  find . -type f | sed 's|^\./||' | sort >"$tmp/are"
  [ -z "$(comm -13 "$tmp/may" "$tmp/are")" ]
}
check "no file that is in neither list" only_listed
check "seal names the manifest and its stamp" sha256sum -c --quiet --strict seal/seal.txt
check "seal is signed by keys/log.pem" openssl pkeyutl -verify -rawin -pubin -inkey keys/log.pem -in seal/seal.txt -sigfile seal/seal.sig

stamped() {
  t=$(date -ud "$(openssl ts -reply -in "$1" -text 2>/dev/null | sed -n 's/^Time stamp: //p')" +%s) || return 1
  openssl ts -verify -in "$1" -data "$2" -CAfile keys/tsa-ca.pem -attime "$t"
}
check "time stamp of the manifest" stamped seal/tagmanifest.tsr tagmanifest-sha256.txt
for x in data/captures/*/capture.json data/log/heads/*.txt; do
  [ -f "$x.tsr" ] && check "time stamp of $x" stamped "$x.tsr" "$x"
done

package() {
  unzip -p "$1" datapackage.json >"$tmp/dp" && unzip -p "$1" datapackage-digest.json >"$tmp/digest" || return 1
  hash="sha256:$(sha256sum <"$tmp/dp" | cut -d' ' -f1)"
  grep -q "\"hash\": *\"$hash\"" "$tmp/digest" || return 1
  sed -n 's/.*"signature": *"\([^"]*\)".*/\1/p' "$tmp/digest" | openssl base64 -d -A >"$tmp/raw" || return 1
  hex=$(od -An -v -tx1 "$tmp/raw" | tr -d ' \n')
  [ "$(printf %s "$hex" | wc -c)" = 192 ] || return 1
  printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:%s\ns=INTEGER:%s\n' "$(der_int "$(printf %s "$hex" | cut -c1-96)")" "$(der_int "$(printf %s "$hex" | cut -c97-192)")" >"$tmp/conf"
  openssl asn1parse -genconf "$tmp/conf" -noout -out "$tmp/sig" || return 1
  printf %s "$hash" >"$tmp/text"
  for key in keys/wacz-*.pem; do
    openssl dgst -sha256 -verify "$key" -signature "$tmp/sig" "$tmp/text" && return 0
  done
  return 1
}
for x in data/captures/*/capture.wacz; do
  [ -f "$x" ] && check "signature of $x" package "$x"
done

head_signed() {
  sed '/^$/q' "$1" | sed '$d' >"$tmp/body"
  for sig in $(sed -n 's/^— [^ ]* //p' "$1"); do
    printf %s "$sig" | openssl base64 -d -A | tail -c +5 >"$tmp/sig"
    openssl pkeyutl -verify -rawin -pubin -inkey "$2" -in "$tmp/body" -sigfile "$tmp/sig" && return 0
  done
  return 1
}
size=$(sed -n 's/.*"head":{"size":\([0-9]*\).*/\1/p' data/bundle.json)
for x in data/log/heads/*.txt; do
  # A head from before a change of key is signed by the key before: data/keys/ and a full verifier tell.
  if [ "$x" = "data/log/heads/$size.txt" ]; then check "signature of $x" head_signed "$x" keys/log.pem
  else head_signed "$x" keys/log.pem >/dev/null 2>&1 && echo "ok    signature of $x" || echo "note  $x is signed by another key than keys/log.pem"; fi
done
[ "$bad" = 0 ] && echo "holds, as far as this script checks" || echo "broken"
exit "$bad"
`
