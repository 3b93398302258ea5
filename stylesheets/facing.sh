#!/bin/sh
# Facing pages: the left language on the left page, the right one on the right page, rows level.  With --outer, both
# languages on each page, the right one always on the outer column.
# usage: facing.sh [--outer] IN.docbook OUT.pdf
# Needs xsltproc, docbook-xsl-ns, fop, qpdf, jq; FOP_CONFIG may name FOP's configuration.
#
# FOP lays out spreads, two pages wide; of a book once more, when it is known on which spread each chapter starts, for the
# table of contents.  qpdf cuts them: each spread twice, its left half in view and then its right, numbers laid over.  The
# first spread is the title page's: its right half is page 1.  For --outer FOP lays out three columns, the right language on
# either side of the left one, and two of them are in view.
set -eu
mode=facing
[ "${1:-}" != --outer ] || { mode=outer; shift; }
[ $# -eq 2 ] || { echo 'usage: facing.sh [--outer] IN.docbook OUT.pdf' >&2; exit 64; }
in=$1 out=$2 here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

quietly() { "$@" 2>"$work/said" || { cat "$work/said" >&2; exit 1; }; }
make_pdf() { # FO PDF
    quietly fop -q ${FOP_CONFIG:+-c "$FOP_CONFIG"} "$1" "$2"
}
lay_out() { # SPREADS, OR PAGES, OF CHAPTERS
    quietly xsltproc --nonet --param $mode 1 --stringparam spreads "$1" -o "$work/spreads.fo" "$here/fo.xsl" "$in"
    make_pdf "$work/spreads.fo" "$work/spreads.pdf"
}
# Pages of nothing but their numbers, at the outer edge; the first has none.
folios() { # PAGES WIDTH HEIGHT (in points)
    half="page-width='$2pt' page-height='$3pt' margin='28pt 45pt'"
    echo "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set>"
    for side in first odd even; do
        echo "<fo:simple-page-master master-name='$side' $half><fo:region-body margin-bottom='20pt'/><fo:region-after region-name='$side' extent='12pt'/></fo:simple-page-master>"
    done
    echo "<fo:page-sequence-master master-name='all'><fo:repeatable-page-master-alternatives>
<fo:conditional-page-master-reference page-position='first' master-reference='first'/>
<fo:conditional-page-master-reference odd-or-even='odd' master-reference='odd'/>
<fo:conditional-page-master-reference odd-or-even='even' master-reference='even'/>
</fo:repeatable-page-master-alternatives></fo:page-sequence-master></fo:layout-master-set>
<fo:page-sequence master-reference='all' font-family='Noto Serif, serif' font-size='9pt'>
<fo:static-content flow-name='odd'><fo:block text-align='right'><fo:page-number/></fo:block></fo:static-content>
<fo:static-content flow-name='even'><fo:block><fo:page-number/></fo:block></fo:static-content>
<fo:flow flow-name='xsl-region-body'>"
    page=1
    while [ $page -le "$1" ]; do
        echo "<fo:block break-before='page'>&#160;</fo:block>"
        page=$((page + 1))
    done
    echo '</fo:flow></fo:page-sequence></fo:root>'
}
# Of each page the part that is in view, and the links in it; right pages are odd.
halves='. as $all | .qpdf[1] as $objects
    | def value($ref): $objects["obj:" + $ref].value;
      def list: if type == "string" then value(.) else . end;
      def half($right): (.["/MediaBox"] | list) as [$x, $y, $w, $h] | (if $right then $w - $leaf else 0 end) as $from
        | [$from, 0, $from + $leaf, $h] as $box
        | . + {"/MediaBox": $box, "/CropBox": $box, "/TrimBox": $box, "/BleedBox": $box}
        | if .["/Annots"] then .["/Annots"] |= (list | map(select((if type == "string" then value(.) else . end)["/Rect"][0]
            | . >= $from and . < $from + $leaf))) else . end;
    {version: 2, parameters: .parameters, qpdf: [.qpdf[0],
      (([.pages[].object] | to_entries | map({key: ("obj:" + .value), value: {value: (.key as $n | value(.value) | half($n % 2 == 0))}}))
      + ($objects | to_entries | map(select(.value.value | type == "object" and .["/Type"] == "/Catalog")
          | .value.value += {"/PageLayout": "/TwoPageRight"})) | from_entries)]}'

[ $mode = facing ] || { xsltproc --nonet -o "$work/in" "$here/lib/outer.xsl" "$in"; in=$work/in; }
lay_out ''
if grep -q '<book' "$in"; then # its bookmarks are the book, the contents, the chapters
    lay_out "$(qpdf --json --json-key=outlines "$work/spreads.pdf" | jq -r '[.outlines[2:][].destpageposfrom1] | join(" ")')"
fi
count=$(qpdf --show-npages "$work/spreads.pdf")
leaf=$(sed -n 's/.*<!--leaf \([0-9.]*\)-->.*/\1/p' "$work/spreads.fo" | awk '{ print $1 * 72 / 25.4 }')
pages=1
for spread in $(seq 2 "$count"); do
    [ $mode = outer ] && pages=$pages,$spread || pages=$pages,$spread,$spread
done
qpdf "$work/spreads.pdf" --pages . "$pages" -- "$work/twice.pdf"
qpdf --json --json-key=pages --json-key=qpdf --json-stream-data=none "$work/twice.pdf" >"$work/twice.json"
jq --argjson leaf "$leaf" "$halves" "$work/twice.json" >"$work/halves.json"
qpdf --update-from-json="$work/halves.json" "$work/twice.pdf" "$work/halves.pdf"
size=$(jq -r '[.qpdf[1][].value | select(type == "object" and .["/Type"] == "/Page")["/MediaBox"]][0] | "\(.[2] - .[0]) \(.[3])"' "$work/halves.json")
# shellcheck disable=SC2086
folios "$(qpdf --show-npages "$work/halves.pdf")" $size >"$work/folios.fo"
make_pdf "$work/folios.fo" "$work/folios.pdf"
qpdf "$work/halves.pdf" --overlay "$work/folios.pdf" -- "$out"
