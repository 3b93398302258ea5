<?xml version="1.0" encoding="UTF-8"?>
<!-- One web page, its style inside. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">
  <xsl:import href="lib/page.xsl"/>
  <xsl:import href="lib/words.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:template match="/">
    <html lang="{$first-language}" xml:lang="{$first-language}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="$title"/></title>
        <style>
          <xsl:call-template name="css-plain"/>
          <xsl:if test="$layout = 'columns' and not($side)"><xsl:call-template name="css-wide"/></xsl:if>
          <xsl:call-template name="css-screen"/>
          <xsl:if test="$layout = 'columns' and not($side)"><xsl:call-template name="css-print-wide"/></xsl:if>
          <xsl:value-of select="$css"/>
        </style>
      </head>
      <body>
        <main>
          <xsl:if test="not($side) and not($layout = 'reveal')"><xsl:call-template name="switch"/></xsl:if>
          <xsl:if test="$many"><header><p class="h1"><xsl:value-of select="$title"/></p></header></xsl:if>
          <xsl:for-each select="e:bitext/e:section">
            <section id="{@xml:id}"><xsl:apply-templates select="." mode="e:page"/></section>
          </xsl:for-each>
        </main>
        <script><xsl:call-template name="script"/></script>
        <xsl:if test="e:bitext/e:section/e:words">
          <xsl:for-each select="e:bitext/e:section/e:words">
            <script type="application/json" class="words"><xsl:apply-templates select="." mode="e:json"/></script>
          </xsl:for-each>
          <script><xsl:value-of select="document('lib/words-script.xml')"/><xsl:call-template name="words-keys"/></script>
        </xsl:if>
      </body>
    </html>
  </xsl:template>

  <!-- Both sides or one: radio buttons and style, no script. -->
  <xsl:template name="switch">
    <input type="radio" name="show" id="show-both" checked="checked"/><label for="show-both"><xsl:value-of select="concat($left, ' + ', $right)"/></label>
    <input type="radio" name="show" id="show-left"/><label for="show-left"><xsl:value-of select="$left"/></label>
    <input type="radio" name="show" id="show-right"/><label for="show-right"><xsl:value-of select="$right"/></label>
  </xsl:template>

  <!-- Sentences that answer each other light up together. -->
  <xsl:template match="h:span[@data-pair]" mode="e:copy">
    <span class="s" data-pair="{@data-pair}"><xsl:apply-templates mode="e:copy"/></span>
  </xsl:template>
  <!-- No character that XML would write otherwise: the page is read as HTML, too. -->
  <xsl:template name="script">
(function () {
  function mark(nodes, on) { nodes.forEach(function (s) { s.classList.toggle("on", on); }); }
  function light(event) {
    var at = event.target.closest ? event.target.closest(".s") : null;
    mark(document.querySelectorAll(".s.on"), false);
    if (at) mark(at.closest("[id]").querySelectorAll('.s[data-pair="' + at.getAttribute("data-pair") + '"]'), true);
  }
  document.addEventListener("mouseover", light);
  document.addEventListener("focusin", light);
  document.querySelectorAll(".c.left .s").forEach(function (s) { s.tabIndex = 0; });
}());
</xsl:template>

  <!-- In a sentence that has the focus, arrows go from word to word. -->
  <xsl:template name="words-keys">
document.addEventListener("keydown", function (event) {
  var sentence = document.activeElement.closest(".c.left .s");
  if (!sentence || !/^Arrow(Left|Right)$/.test(event.key)) return;
  event.preventDefault();
  enregardWords.step(sentence, event.key === "ArrowRight");
});
</xsl:template>

  <xsl:template match="h:img[@e:data]" mode="e:copy"><img src="{@e:data}" alt="{@alt}"><xsl:apply-templates select="self::*[@id]" mode="e:anchor"/></img></xsl:template>

  <xsl:template name="css-screen">
:root { color-scheme: light dark; }
body { color: #1b1b1b; background: #fdfdfb; }
input[name=show] { margin-left: 1em; }
#show-left:checked ~ section .c.right, #show-right:checked ~ section .row:not(.alone) .c.left,
#show-left:checked ~ section td.right, #show-right:checked ~ section td.left { display: none; }
#show-right:checked ~ section .c.right { border: none; padding: 0; }
.row:hover, tr:hover, .row:target { background: #f6f3ea; }
.s.on { background: #f2e2a8; color: #1b1b1b; }
::highlight(word) { background: #946200; color: #fff; }
.s:focus { outline: none; }
.s:focus-visible { outline: .1em solid #946200; }
@media (prefers-color-scheme: dark) {
body { color: #ddd; background: #161616; }
a { color: #9bc4ff; }
.row:hover, tr:hover, .row:target { background: #24221d; }
}
@page { size: A4; margin: 18mm 16mm 20mm; @bottom-center { content: counter(page); font: 9pt Georgia, "Noto Serif", serif; } }
@media print {
body { max-width: none; margin: 0; padding: 0; color: #000; background: none; font-size: 10pt; }
input, label { display: none; }
.row { break-inside: auto; }
.row:hover, .s.on { background: none; }
section + section { break-before: page; }
}
</xsl:template>
  <!-- On paper columns are always wide enough; cells of tables, which print engines know to break over pages. -->
  <xsl:template name="css-print-wide">
@media print {
.row { display: table; table-layout: fixed; width: 100%; margin: 0 0 .5em; }
.c { display: table-cell; width: 50%; vertical-align: top; }
.c.left, .row.title .c { padding-right: .8em; }
.row.alone .c { width: 100%; }
}
</xsl:template>

  <!-- A list begins where it should in engines that know no start, too. -->
  <xsl:template match="e:row[@list = 'ordered' and @number]" mode="e:list">
    <xsl:param name="blocks"/>
    <ol start="{@number}" class="depth{@depth}" style="counter-reset: list-item {@number - 1}"><li><xsl:apply-templates select="$blocks" mode="e:copy"/></li></ol>
  </xsl:template>
</xsl:stylesheet>
