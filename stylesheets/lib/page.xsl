<?xml version="1.0" encoding="UTF-8"?>
<!-- A bitext as XHTML: what html.xsl and epub.xsl share.  Rows are div.row with one div.c a side; an
     item's number stands in its own list, so that it is right on both sides. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">

  <xsl:variable name="left" select="/e:bitext/@left"/>
  <xsl:variable name="right" select="/e:bitext/@right"/>
  <xsl:variable name="title">
    <xsl:for-each select="/e:bitext/e:head/e:title">
      <xsl:value-of select="concat(substring(' · ', 1, 3 * (position() != 1)), .)"/>
    </xsl:for-each>
    <xsl:if test="not(/e:bitext/e:head/e:title)"><xsl:value-of select="concat($left, ' · ', $right)"/></xsl:if>
  </xsl:variable>

  <xsl:variable name="many" select="boolean(/e:bitext/e:section[2])"/>

  <!-- A book of many posts has its own title before theirs. -->
  <xsl:template match="e:bitext" mode="e:page">
    <xsl:if test="$many"><header><h1><xsl:value-of select="$title"/></h1></header></xsl:if>
    <xsl:apply-templates select="e:section" mode="e:page"/>
  </xsl:template>

  <!-- Its own head, or that of the document where it is the only one. -->
  <xsl:template match="e:section" mode="e:page">
    <xsl:variable name="titles" select="(e:head | ../e:head)[last()]/e:title"/>
    <xsl:choose>
      <xsl:when test="$titles[2]"><div class="row title"><xsl:apply-templates select="$titles" mode="e:page"/></div></xsl:when>
      <xsl:otherwise><h1><xsl:apply-templates select="." mode="e:title"/></h1></xsl:otherwise>
    </xsl:choose>
    <xsl:apply-templates select="e:row" mode="e:page"/>
  </xsl:template>

  <!-- A section's titles in one line; without any, the book's. -->
  <xsl:template match="e:section" mode="e:title">
    <xsl:variable name="titles" select="(e:head | ../e:head)[last()]/e:title"/>
    <xsl:for-each select="$titles">
      <xsl:value-of select="concat(substring(' · ', 1, 3 * (position() != 1)), .)"/>
    </xsl:for-each>
    <xsl:if test="not($titles)"><xsl:value-of select="$title"/></xsl:if>
  </xsl:template>

  <!-- Titles in both languages face each other. -->
  <xsl:template match="e:title" mode="e:page">
    <div class="c" lang="{@xml:lang}" xml:lang="{@xml:lang}"><h1><xsl:value-of select="."/></h1></div>
  </xsl:template>

  <xsl:template match="e:row" mode="e:page">
    <div class="row {@role}" id="{@xml:id}">
      <xsl:apply-templates select="e:side" mode="e:page"/>
    </div>
  </xsl:template>

  <xsl:template match="e:side" mode="e:page">
    <xsl:variable name="class">
      <xsl:text>c </xsl:text>
      <xsl:choose>
        <xsl:when test="position() = 1">left cp-original</xsl:when>
        <xsl:otherwise>right cp-translation</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <div class="{$class}" lang="{@xml:lang}" xml:lang="{@xml:lang}">
      <xsl:call-template name="direction"/>
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
    </div>
  </xsl:template>

  <!-- Right-to-left scripts, by primary tag. -->
  <xsl:template name="direction">
    <xsl:variable name="tag" select="substring-before(concat(@xml:lang, '-'), '-')"/>
    <xsl:if test="contains(' ar he fa ur yi ps dv ckb ug sd ', concat(' ', $tag, ' '))">
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
  <xsl:template match="h:h1" mode="e:copy"><h2><xsl:apply-templates mode="e:copy"/></h2></xsl:template>
  <xsl:template match="h:em | h:strong | h:b | h:i | h:sub | h:sup | h:code | h:cite | h:q | h:kbd | h:samp |
                       h:var | h:abbr | h:dfn | h:small | h:del | h:ins | h:u | h:s | h:mark | h:br | h:p | h:pre |
                       h:h2 | h:h3 | h:h4 | h:h5 | h:h6" mode="e:copy">
    <xsl:element name="{local-name()}"><xsl:apply-templates mode="e:copy"/></xsl:element>
  </xsl:template>
  <xsl:template match="h:a[starts-with(@href, 'http') or starts-with(@href, 'mailto:')]" mode="e:copy">
    <a href="{@href}"><xsl:apply-templates mode="e:copy"/></a>
  </xsl:template>
  <xsl:template match="h:img" mode="e:copy">
    <xsl:if test="@alt"><span class="alt">[<xsl:value-of select="@alt"/>]</span></xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="e:copy"><xsl:apply-templates mode="e:copy"/></xsl:template>

  <!-- Three sheets, from what every reader knows to what the best do: media queries stand
       apart, since some readers drop a whole sheet at one. -->
  <xsl:template name="css-plain">
body { font-family: Georgia, "Noto Serif", serif; line-height: 1.45; margin: 1em auto; max-width: 72em; padding: 0 1em; }
h1, h2, h3, h4 { line-height: 1.2; hyphens: none; }
.row { margin: 0 0 .9em; break-inside: auto; }
.row.heading { break-after: avoid; }
.c { hyphens: auto; }
.c p { margin: 0 0 .5em; }
.c ol, .c ul { margin: 0; padding-left: 1.6em; }
.c.right { color: #333; font-style: normal; border-left: .15em solid #bbb; padding-left: .8em; }
.c blockquote { margin: 0 0 0 1em; }
pre { white-space: pre-wrap; font-size: .85em; }
.alt { font-size: .85em; }
</xsl:template>
  <xsl:template name="css-wide">
@media all and (min-width: 36em) {
.row { display: table; table-layout: fixed; width: 100%; }
.c { display: table-cell; width: 50%; vertical-align: top; padding-right: 1em; }
.c.right { padding-left: 1em; }
}
@supports (display: flex) and (flex-wrap: wrap) {
.row { display: flex; flex-wrap: wrap; }
.c { display: block; flex: 1 1 16em; min-width: 0; box-sizing: border-box; }
.c.left { padding-right: .8em; }
}
</xsl:template>
</xsl:stylesheet>
