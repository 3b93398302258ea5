<?xml version="1.0" encoding="UTF-8"?>
<!-- A bitext as XHTML: what html.xsl and epub.xsl share.  Rows are div.row with one div.c a side; an
     item's number stands in its own list, so that it is right on both sides. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">

  <xsl:include href="notes.xsl"/>
  <!-- columns: side by side where there is room; interleaved: never; table: an HTML table; reveal: the right side
       shows when it is asked for. -->
  <xsl:param name="layout" select="'columns'"/>
  <!-- left or right: a text in one language. -->
  <xsl:param name="side"/>
  <!-- left or right: which was translated from. -->
  <xsl:param name="original" select="'left'"/>
  <!-- More style, after ours. -->
  <xsl:param name="css"/>

  <xsl:variable name="left" select="/e:bitext/@left"/>
  <xsl:variable name="right" select="/e:bitext/@right"/>
  <xsl:variable name="first-language">
    <xsl:choose>
      <xsl:when test="$side = 'right'"><xsl:value-of select="$right"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$left"/></xsl:otherwise>
    </xsl:choose>
  </xsl:variable>
  <xsl:variable name="many" select="boolean(/e:bitext/e:section[2])"/>
  <xsl:variable name="title">
    <xsl:apply-templates select="/e:bitext/e:head" mode="e:title"/>
    <xsl:if test="not(/e:bitext/e:head/e:title)"><xsl:value-of select="concat($left, ' · ', $right)"/></xsl:if>
  </xsl:variable>

  <!-- Titles in one line. -->
  <xsl:template match="e:head" mode="e:title">
    <xsl:for-each select="e:title[not($side) or not(@xml:lang) or @xml:lang = $first-language]">
      <xsl:value-of select="concat(substring(' · ', 1, 3 * (position() != 1)), .)"/>
    </xsl:for-each>
  </xsl:template>

  <!-- A section's own head, or that of the document where it is the only one. -->
  <xsl:template match="e:section" mode="e:title">
    <xsl:variable name="head" select="(e:head | ../e:head)[last()]"/>
    <xsl:apply-templates select="$head" mode="e:title"/>
    <xsl:if test="not($head/e:title)"><xsl:value-of select="$title"/></xsl:if>
  </xsl:template>

  <xsl:template match="e:section" mode="e:page">
    <xsl:variable name="titles" select="(e:head | ../e:head)[last()]/e:title"/>
    <xsl:choose>
      <xsl:when test="$titles[2] and not($side)">
        <div class="row title"><xsl:apply-templates select="$titles" mode="e:page"/></div>
      </xsl:when>
      <xsl:otherwise><h1><xsl:apply-templates select="." mode="e:title"/></h1></xsl:otherwise>
    </xsl:choose>
    <xsl:choose>
      <xsl:when test="$layout = 'table' and not($side)">
        <table class="rows">
          <thead>
            <tr><th scope="col" lang="{$left}" xml:lang="{$left}"><xsl:value-of select="$left"/></th>
              <th scope="col" lang="{$right}" xml:lang="{$right}"><xsl:value-of select="$right"/></th></tr>
          </thead>
          <tbody><xsl:apply-templates select="e:row" mode="e:table"/></tbody>
        </table>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="e:row" mode="e:page"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Titles in both languages face each other; the left one heads the page. -->
  <xsl:template match="e:title" mode="e:page">
    <div class="c" lang="{@xml:lang}" xml:lang="{@xml:lang}">
      <xsl:call-template name="direction"/>
      <xsl:choose>
        <xsl:when test="position() = 1"><h1><xsl:value-of select="."/></h1></xsl:when>
        <xsl:otherwise><p class="h1"><xsl:value-of select="."/></p></xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- A row with one side spans; in a book of one side, it is there or not. -->
  <xsl:template match="e:row" mode="e:page">
    <xsl:variable name="shown" select="e:side[* and (not($side) or ($side = 'left') = (position() = 1))]"/>
    <xsl:if test="$shown">
      <div id="{@xml:id}">
        <xsl:attribute name="class">
          <xsl:value-of select="concat('row ', @role)"/>
          <xsl:if test="not($shown[2])"> alone</xsl:if>
          <xsl:if test="@doubtful"> doubtful</xsl:if>
        </xsl:attribute>
        <xsl:apply-templates select="$shown" mode="e:page"/>
      </div>
    </xsl:if>
  </xsl:template>

  <xsl:template match="e:row" mode="e:table">
    <tr class="{@role}" id="{@xml:id}">
      <xsl:for-each select="e:side">
        <td lang="{@xml:lang}" xml:lang="{@xml:lang}">
          <xsl:attribute name="class">
            <xsl:choose><xsl:when test="position() = 1"><xsl:value-of select="$left-class"/></xsl:when><xsl:otherwise><xsl:value-of select="$right-class"/></xsl:otherwise></xsl:choose>
          </xsl:attribute>
          <xsl:call-template name="direction"/>
          <xsl:apply-templates select="." mode="e:blocks"/>
        </td>
      </xsl:for-each>
    </tr>
  </xsl:template>

  <!-- cp-original and cp-translation: what readers that switch sides look for. -->
  <xsl:variable name="left-class" select="concat('c left cp-', substring('original', 1, 8 * ($original = 'left')), substring('translation', 1, 11 * ($original != 'left')))"/>
  <xsl:variable name="right-class" select="concat('c right cp-', substring('original', 1, 8 * ($original = 'right')), substring('translation', 1, 11 * ($original != 'right')))"/>

  <xsl:template match="e:side" mode="e:page">
    <xsl:choose>
      <xsl:when test="not(preceding-sibling::e:side)">
        <div class="{$left-class}" lang="{@xml:lang}"><xsl:call-template name="side"/></div>
      </xsl:when>
      <xsl:when test="$layout = 'reveal' and not($side) and preceding-sibling::e:side/*">
        <details class="{$right-class}" lang="{@xml:lang}"><xsl:call-template name="side"><xsl:with-param name="summary" select="@xml:lang"/></xsl:call-template></details>
      </xsl:when>
      <xsl:otherwise>
        <div class="{$right-class}" lang="{@xml:lang}"><xsl:call-template name="side"/></div>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="side">
    <xsl:param name="summary"/>
    <xsl:copy-of select="@xml:lang"/>
    <xsl:call-template name="direction"/>
    <xsl:if test="$summary"><summary><xsl:value-of select="$summary"/></summary></xsl:if>
    <xsl:apply-templates select="." mode="e:blocks"/>
  </xsl:template>

  <xsl:template match="e:side" mode="e:blocks" name="e:blocks">
    <xsl:choose>
      <xsl:when test="../@role = 'item' and *">
        <xsl:apply-templates select=".." mode="e:list">
          <xsl:with-param name="blocks" select="*"/>
        </xsl:apply-templates>
      </xsl:when>
      <xsl:when test="../@role = 'quote' and *">
        <blockquote><xsl:apply-templates mode="e:copy"/></blockquote>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="e:copy"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="e:side[*/@id]" mode="e:blocks">
    <xsl:variable name="note"><xsl:apply-templates select="." mode="e:is-note"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$note = 1">
        <aside class="note">
          <xsl:call-template name="e:type"><xsl:with-param name="type" select="'footnote'"/></xsl:call-template>
          <xsl:apply-templates select="*[@id][1]" mode="e:anchor"><xsl:with-param name="whole" select="true()"/></xsl:apply-templates>
          <xsl:apply-templates select=".." mode="e:list">
            <xsl:with-param name="blocks" select="*"/>
          </xsl:apply-templates>
        </aside>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="e:blocks"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Right-to-left scripts, by primary tag. -->
  <xsl:variable name="leftwards" select="' ar he fa ur yi ps dv ckb ug sd '"/>
  <xsl:variable name="rightwards" select="(/e:bitext/@left | /e:bitext/@right)[not(contains($leftwards, concat(' ', substring-before(concat(., '-'), '-'), ' ')))]"/>
  <xsl:template name="direction">
    <xsl:if test="not(@xml:lang = $rightwards) and contains($leftwards, concat(' ', substring-before(concat(@xml:lang, '-'), '-'), ' '))">
      <xsl:attribute name="dir">rtl</xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="e:row[@list = 'ordered' and @number]" mode="e:list">
    <xsl:param name="blocks"/>
    <ol start="{@number}" class="depth{@depth}"><li><xsl:apply-templates select="$blocks" mode="e:copy"/></li></ol>
  </xsl:template>
  <xsl:template match="e:row[@list = 'bulleted' and @number]" mode="e:list">
    <xsl:param name="blocks"/>
    <ul class="depth{@depth}"><li><xsl:apply-templates select="$blocks" mode="e:copy"/></li></ul>
  </xsl:template>
  <xsl:template match="e:row" mode="e:list">
    <xsl:param name="blocks"/>
    <div class="item"><xsl:apply-templates select="$blocks" mode="e:copy"/></div>
  </xsl:template>

  <!-- The text's own markup, without what only its page understood. -->
  <xsl:template match="h:h1" mode="e:copy"><h2><xsl:apply-templates select="self::*[@id]" mode="e:anchor"/><xsl:apply-templates mode="e:copy"/></h2></xsl:template>
  <xsl:template match="h:em | h:strong | h:b | h:i | h:sub | h:sup | h:code | h:cite | h:q | h:kbd | h:samp |
                       h:var | h:abbr | h:dfn | h:small | h:del | h:ins | h:u | h:s | h:mark | h:br | h:p | h:pre |
                       h:h2 | h:h3 | h:h4 | h:h5 | h:h6" mode="e:copy">
    <xsl:element name="{local-name()}"><xsl:apply-templates select="self::*[@id]" mode="e:anchor"/><xsl:apply-templates mode="e:copy"/></xsl:element>
  </xsl:template>
  <!-- The id of what a link leads to; a note bears its block's. -->
  <xsl:template match="h:*" mode="e:anchor">
    <xsl:param name="whole" select="false()"/>
    <xsl:variable name="id"><xsl:apply-templates select="." mode="e:anchor-id"><xsl:with-param name="whole" select="$whole"/></xsl:apply-templates></xsl:variable>
    <xsl:if test="$id != ''"><xsl:attribute name="id"><xsl:value-of select="$id"/></xsl:attribute></xsl:if>
  </xsl:template>
  <!-- What is no element of the page any more leaves its id. -->
  <xsl:template name="e:left-anchor">
    <xsl:if test="@id">
      <xsl:variable name="id"><xsl:apply-templates select="." mode="e:anchor-id"/></xsl:variable>
      <xsl:if test="$id != ''"><span id="{$id}"/></xsl:if>
    </xsl:if>
  </xsl:template>
  <xsl:template match="h:*" mode="e:anchor-id">
    <xsl:param name="whole" select="false()"/>
    <xsl:variable name="section" select="ancestor::e:section/@xml:id"/>
    <xsl:variable name="note"><xsl:apply-templates select="parent::e:side[not($whole)]" mode="e:is-note"/></xsl:variable>
    <xsl:if test="not($note = 1) and key('link', concat($section, '#', @id)) and generate-id() = generate-id(key('anchor', concat($section, '#', @id))[1])">
      <xsl:value-of select="concat($section, '-', @id)"/>
    </xsl:if>
  </xsl:template>
  <xsl:template match="h:span[@id]" mode="e:copy"><span><xsl:apply-templates select="." mode="e:anchor"/><xsl:apply-templates mode="e:copy"/></span></xsl:template>

  <!-- A number above the line leads to a note, an arrow back from it. -->
  <xsl:template match="h:a[starts-with(@href, '#')]" mode="e:copy">
    <xsl:variable name="section" select="ancestor::e:section/@xml:id"/>
    <xsl:choose>
      <xsl:when test="key('anchor', concat($section, @href))">
        <a href="#{$section}-{substring(@href, 2)}">
          <xsl:apply-templates select="self::*[@id]" mode="e:anchor"/>
          <xsl:variable name="back"><xsl:apply-templates select="." mode="e:is-way-back"/></xsl:variable>
          <xsl:choose>
            <xsl:when test="$back = 1">
              <xsl:call-template name="e:type"><xsl:with-param name="type" select="'backlink'"/></xsl:call-template>
            </xsl:when>
            <xsl:when test="key('noteref', concat($section, @href))[generate-id() = generate-id(current())]">
              <xsl:call-template name="e:type"><xsl:with-param name="type" select="'noteref'"/></xsl:call-template>
            </xsl:when>
          </xsl:choose>
          <xsl:apply-templates mode="e:copy"/>
        </a>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="e:left-anchor"/><xsl:apply-templates mode="e:copy"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <!-- What a side's element is, for those who cannot see it. -->
  <xsl:template name="e:type">
    <xsl:param name="type"/>
    <xsl:attribute name="role"><xsl:value-of select="concat('doc-', $type)"/></xsl:attribute>
  </xsl:template>

  <xsl:template match="h:a[starts-with(@href, 'http') or starts-with(@href, 'mailto:')]" mode="e:copy">
    <a href="{@href}"><xsl:apply-templates select="self::*[@id]" mode="e:anchor"/><xsl:apply-templates mode="e:copy"/></a>
  </xsl:template>
  <!-- A link to a post that is in the book leads there. -->
  <xsl:template match="h:a[starts-with(@href, 'http') and key('source', @href)]" mode="e:copy" priority="1">
    <a>
      <xsl:attribute name="href"><xsl:apply-templates select="key('source', @href)[1]" mode="e:place"/></xsl:attribute>
      <xsl:apply-templates select="self::*[@id]" mode="e:anchor"/>
      <xsl:apply-templates mode="e:copy"/>
    </a>
  </xsl:template>
  <xsl:template match="e:section" mode="e:place"><xsl:value-of select="concat('#', @xml:id)"/></xsl:template>
  <xsl:template match="h:img" mode="e:copy">
    <xsl:call-template name="e:left-anchor"/>
    <xsl:if test="@alt"><span class="alt">[<xsl:value-of select="@alt"/>]</span></xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="e:copy"><xsl:call-template name="e:left-anchor"/><xsl:apply-templates mode="e:copy"/></xsl:template>

  <!-- Sheets, from what every reader knows to what the best do: media queries stand apart, since some readers drop
       a whole sheet at one. -->
  <xsl:template name="css-plain">
body { font-family: Georgia, "Noto Serif", serif; line-height: 1.45; margin: 1em auto; max-width: 72em; padding: 0 1em; }
h1, h2, h3, h4, h5, h6, .h1 { line-height: 1.2; hyphens: none; -epub-hyphens: none; text-align: left; }
h1, .h1 { font-size: 1.6em; font-weight: bold; margin: 1em 0 .8em; }
h2 { font-size: 1.3em; } h3 { font-size: 1.15em; } h4, h5, h6 { font-size: 1em; }
.row { margin: 0 0 .9em; }
.row.heading { page-break-after: avoid; break-after: avoid; }
.c { hyphens: auto; -epub-hyphens: auto; overflow-wrap: break-word; }
.c p, .c h2, .c h3, .c h4, .c h5, .c h6 { margin: 0 0 .4em; }
.c ol, .c ul { margin: 0; padding-left: 1.6em; }
.c.depth2 { margin-left: 1.2em; } .c.depth3 { margin-left: 2.4em; }
.c.right, .rows .right { border-left: .12em solid; border-color: #999; padding-left: .8em; font-family: "Helvetica Neue", Arial, "Noto Sans", sans-serif; font-size: .95em; }
.c[dir=rtl] { text-align: right; }
.c.right[dir=rtl] { border-left: none; border-right: .12em solid #999; padding: 0 .8em 0 0; }
.c blockquote { margin: 0 0 0 1em; }
.c img { display: block; max-width: 100%; height: auto; margin: .3em 0; }
pre { white-space: pre-wrap; font-size: .85em; hyphens: none; }
.alt { font-size: .85em; }
.note { font-size: .9em; }
.title-page { margin: 20% 0; text-align: center; }
.title-page .h1 { text-align: center; }
.title-page .by { font-size: 1.1em; }
summary { font-size: .8em; cursor: pointer; }
.rows { width: 100%; border-collapse: collapse; table-layout: fixed; }
.rows td, .rows th { vertical-align: top; text-align: left; padding: .3em .8em .3em 0; }
.rows .right, .rows th + th { padding-left: .8em; }
</xsl:template>
  <!-- Columns by what a column needs, since readers that page lay out a strip far wider than the screen. -->
  <xsl:template name="css-wide">
@media all and (min-width: 36em) {
.row { display: table; table-layout: fixed; width: 100%; }
.c { display: table-cell; width: 50%; vertical-align: top; }
.c.left, .row.title .c { padding-right: 1em; }
.row.alone .c { width: 100%; }
}
@supports (display: flex) and (flex-wrap: wrap) {
.row { display: flex; flex-wrap: wrap; }
.c { display: block; flex: 1 1 16em; min-width: 0; width: auto; box-sizing: border-box; }
.c.left, .row.title .c { padding-right: .8em; }
}
</xsl:template>
</xsl:stylesheet>
