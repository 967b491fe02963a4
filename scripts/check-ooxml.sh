#!/usr/bin/env bash
# check-ooxml.sh FILE...: compares the parts of .docx and .xlsx files with the schemas of ECMA-376 (transitional). The tests do the
# same with the samples; this is for a paper that some program does not like. Needs xmllint (libxml2-utils) and unzip.
set -euo pipefail
schemas=$(cd "$(dirname "$0")/../internal/document/testdata/ooxml-xsd" && pwd)

schema_of() {
  case $1 in
    '[Content_Types].xml') echo opc-xsd/opc-contentTypes.xsd ;;
    *.rels) echo opc-xsd/opc-relationships.xsd ;;
    word/charts/*.xml | xl/charts/*.xml) echo dml-chart.xsd ;;
    xl/drawings/*.xml) echo dml-spreadsheetDrawing.xsd ;;
    */theme/*.xml) echo dml-main.xsd ;;
    word/*.xml) echo wml.xsd ;;
    xl/*.xml) echo sml.xsd ;;
  esac
}

[ $# -gt 0 ] || { echo "usage: check-ooxml.sh FILE..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
count=0
for file in "$@"; do
  count=$((count + 1))
  folder=$work/$count
  unzip -q "$file" -d "$folder"
  while IFS= read -r part; do
    schema=$(schema_of "$part")
    [ -n "$schema" ] || continue
    case $part in
      # What excelize and Excel itself write and the schemas do not know: markup compatibility, and spaces kept in a cell's text.
      xl/*.xml) sed -i -E 's/ (mc:Ignorable|xr:uid)="[^"]*"//g; s/<t xml:space="preserve"/<t/g' "$folder/$part" ;;
    esac
    if complaints=$(xmllint --nonet --noout --schema "$schemas/$schema" "$folder/$part" 2>&1); then
      echo "$file: $part: valid"
    else
      failed=1
      echo "$file: $part: INVALID"
      grep -v 'fails to validate$' <<<"$complaints" | head -n 5
    fi
  done < <(cd "$folder" && find . -type f -printf '%P\n' | LC_ALL=C sort)
done
exit "$failed"
