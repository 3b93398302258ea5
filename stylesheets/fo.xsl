<?xml version="1.0" encoding="UTF-8"?>
<!-- Print: docbook.xsl's result through docbook-xsl-ns, for FOP.  Both languages on a page, side by side; or, for
     facing.sh, spreads, two pages wide, the left language on the left one, to be cut in the middle; or pages a column too
     wide, the right language on either side of the left one, of which it shows two columns. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:d="http://docbook.org/ns/docbook"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="d exsl">
  <xsl:import href="http://docbook.sourceforge.net/release/xsl-ns/current/fo/docbook.xsl"/>
  <!-- 1: spreads. -->
  <xsl:param name="facing" select="0"/>
  <!-- 1: three columns, of what lib/outer.xsl made. -->
  <xsl:param name="outer" select="0"/>
  <!-- Of a page, or of half a spread, in millimetres: its size; its margins outside, at the middle, above and below. -->
  <xsl:param name="leaf.width" select="210 - 62 * ($facing = 1)"/>
  <xsl:param name="leaf.height" select="297 - 87 * ($facing = 1)"/>
  <xsl:param name="margin.outer" select="20 - 4 * $facing - 12 * $outer"/>
  <xsl:param name="margin.middle" select="4 + 14 * $facing + 4.5 * $outer"/>
  <!-- Of what is cut: the spread, or page, on which each chapter starts, in order: "3 7 12"; facing.sh knows after a first run. -->
  <xsl:param name="spreads"/>
  <!-- Of a column, with the half of what is between: its width. -->
  <xsl:variable name="column" select="$leaf.width * (1 + $facing) div 2 - $margin.outer"/>

  <xsl:param name="fop1.extensions" select="1"/>
  <xsl:param name="page.width" select="concat($leaf.width * (1 + $facing) + $column * $outer, 'mm')"/>
  <xsl:param name="page.height" select="concat($leaf.height, 'mm')"/>
  <xsl:param name="page.margin.inner" select="concat($margin.outer, 'mm')"/>
  <xsl:param name="page.margin.outer" select="concat($margin.outer, 'mm')"/>
  <xsl:param name="page.margin.top">10mm</xsl:param>
  <xsl:param name="page.margin.bottom">10mm</xsl:param>
  <xsl:param name="body.margin.top">10mm</xsl:param>
  <xsl:param name="body.margin.bottom">12mm</xsl:param>
  <xsl:param name="region.before.extent">8mm</xsl:param>
  <xsl:param name="region.after.extent">8mm</xsl:param>
  <xsl:param name="body.font.family">Noto Serif, Symbola, serif</xsl:param>
  <xsl:param name="title.font.family">Noto Serif, Symbola, serif</xsl:param>
  <xsl:param name="monospace.font.family">Noto Sans Mono, monospace</xsl:param>
  <xsl:param name="symbol.font.family">Symbola</xsl:param>
  <xsl:param name="body.font.master">9.5</xsl:param>
  <xsl:param name="body.start.indent">0pt</xsl:param>
  <xsl:param name="generate.toc">book toc</xsl:param>
  <xsl:param name="chapter.autolabel" select="0"/>
  <xsl:param name="header.rule" select="0"/>
  <xsl:param name="footer.rule" select="0"/>
  <xsl:param name="ulink.show" select="0"/>
  <xsl:param name="hyphenate">true</xsl:param>
  <xsl:param name="alignment">left</xsl:param>
  <xsl:param name="footnote.font.size">8pt</xsl:param>

  <!-- What facing.sh reads. -->
  <xsl:template name="user.pagemasters"><xsl:comment>leaf <xsl:value-of select="$leaf.width"/></xsl:comment></xsl:template>

  <!-- ==== The language by which FOP hyphenates, of what has one. -->
  <xsl:template name="language">
    <xsl:variable name="tag" select="ancestor-or-self::*[@xml:lang][1]/@xml:lang"/>
    <xsl:attribute name="language"><xsl:value-of select="substring-before(concat($tag, '-'), '-')"/></xsl:attribute>
    <xsl:if test="$tag = 'en'"><xsl:attribute name="country">GB</xsl:attribute></xsl:if>
  </xsl:template>

  <!-- ==== Rows: level on both sides; short ones stay whole, long ones break over pages. -->
  <xsl:attribute-set name="table.cell.padding">
    <xsl:attribute name="padding-start"><xsl:value-of select="concat($margin.middle * boolean($outer = 1 or preceding-sibling::d:entry), 'mm')"/></xsl:attribute>
    <xsl:attribute name="padding-end"><xsl:value-of select="concat($margin.middle * boolean($outer = 1 or not(preceding-sibling::d:entry)), 'mm')"/></xsl:attribute>
    <xsl:attribute name="padding-top">2pt</xsl:attribute>
    <xsl:attribute name="padding-bottom">4pt</xsl:attribute>
  </xsl:attribute-set>
  <xsl:template name="table.cell.block.properties">
    <xsl:call-template name="language"/>
    <xsl:attribute name="hyphenate">true</xsl:attribute>
  </xsl:template>
  <xsl:template name="table.row.properties"><xsl:attribute name="keep-together.within-column">5</xsl:attribute></xsl:template>
  <xsl:attribute-set name="informal.object.properties">
    <xsl:attribute name="space-before.minimum">0pt</xsl:attribute>
    <xsl:attribute name="space-before.optimum">0pt</xsl:attribute>
    <xsl:attribute name="space-before.maximum">2pt</xsl:attribute>
    <xsl:attribute name="space-after.minimum">0pt</xsl:attribute>
    <xsl:attribute name="space-after.optimum">0pt</xsl:attribute>
    <xsl:attribute name="space-after.maximum">2pt</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="normal.para.spacing">
    <xsl:attribute name="space-before.optimum">0pt</xsl:attribute>
    <xsl:attribute name="space-before.minimum">0pt</xsl:attribute>
    <xsl:attribute name="space-before.maximum">2pt</xsl:attribute>
  </xsl:attribute-set>
  <xsl:attribute-set name="monospace.verbatim.properties">
    <xsl:attribute name="wrap-option">wrap</xsl:attribute>
    <xsl:attribute name="font-size">80%</xsl:attribute>
  </xsl:attribute-set>

  <!-- ==== What stands in both languages: titles, running heads, the table of contents. -->
  <xsl:template name="in-columns">
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <fo:table table-layout="fixed" width="100%">
      <xsl:if test="$outer = 1"><fo:table-column column-width="proportional-column-width(1)"/></xsl:if>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-column column-width="proportional-column-width(1)"/>
      <fo:table-body>
        <fo:table-row>
          <xsl:if test="$outer = 1"><fo:table-cell padding-start="{$margin.middle}mm" padding-end="{$margin.middle}mm"><xsl:apply-templates select="exsl:node-set($right)" mode="again"/></fo:table-cell></xsl:if>
          <fo:table-cell padding-start="{$margin.middle * $outer}mm" padding-end="{$margin.middle}mm"><xsl:copy-of select="$left"/></fo:table-cell>
          <fo:table-cell padding-start="{$margin.middle}mm" padding-end="{$margin.middle * $outer}mm"><xsl:copy-of select="$right"/></fo:table-cell>
        </fo:table-row>
      </fo:table-body>
    </fo:table>
  </xsl:template>

  <xsl:template match="@* | node()" mode="again"><xsl:copy><xsl:apply-templates select="@*[name() != 'id'] | node()" mode="again"/></xsl:copy></xsl:template>

  <!-- A title; the one in the other language faces it. -->
  <xsl:template name="titles">
    <xsl:param name="size">11pt</xsl:param>
    <xsl:param name="above">10pt</xsl:param>
    <xsl:variable name="title" select="(d:info/d:title | d:title)[1]"/>
    <xsl:variable name="other" select="(d:info/d:subtitle | d:subtitle)[1]"/>
    <fo:block font-size="{$size}" font-weight="bold" hyphenate="false" text-align="left" line-height="1.25" space-before.optimum="{$above}" space-before.minimum="{$above}"
              space-before.maximum="{$above}" space-after.optimum="4pt" space-after.minimum="3pt" space-after.maximum="6pt" keep-with-next.within-column="always">
      <xsl:choose>
        <xsl:when test="$other or $facing = 1 or $outer = 1">
          <xsl:call-template name="in-columns">
            <xsl:with-param name="left"><xsl:apply-templates select="$title" mode="title-block"/></xsl:with-param>
            <xsl:with-param name="right"><xsl:apply-templates select="$other" mode="title-block"/><fo:block/></xsl:with-param>
          </xsl:call-template>
        </xsl:when>
        <xsl:otherwise><xsl:apply-templates select="$title" mode="title-block"/></xsl:otherwise>
      </xsl:choose>
    </fo:block>
  </xsl:template>
  <xsl:template match="d:title | d:subtitle" mode="title-block">
    <fo:block>
      <xsl:if test="@xml:id"><xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:if>
      <xsl:call-template name="language"/>
      <xsl:apply-templates/>
    </fo:block>
  </xsl:template>
  <xsl:template name="section.titlepage">
    <xsl:call-template name="titles">
      <xsl:with-param name="size" select="concat(12.5 - 1 * (count(ancestor::d:section) &gt; 0), 'pt')"/>
    </xsl:call-template>
  </xsl:template>
  <xsl:template name="chapter.titlepage">
    <xsl:call-template name="titles"><xsl:with-param name="size">18pt</xsl:with-param><xsl:with-param name="above">0pt</xsl:with-param></xsl:call-template>
    <xsl:call-template name="about"/>
  </xsl:template>
  <xsl:template name="article.titlepage">
    <xsl:choose>
      <xsl:when test="$facing = 1"><fo:block break-after="page"><xsl:call-template name="title-page"/></fo:block></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="titles"><xsl:with-param name="size">18pt</xsl:with-param><xsl:with-param name="above">0pt</xsl:with-param></xsl:call-template>
        <xsl:call-template name="about"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="book.titlepage"><xsl:call-template name="title-page"/></xsl:template>

  <!-- Who and when, below a title. -->
  <xsl:template name="about">
    <xsl:if test="d:info/d:author or d:info/d:date">
      <fo:block font-size="9pt" font-style="italic" space-after="10pt" text-align="left" keep-with-next.within-column="always">
        <xsl:value-of select="normalize-space(d:info/d:author)"/>
        <xsl:if test="d:info/d:author and d:info/d:date">, </xsl:if>
        <xsl:value-of select="substring(d:info/d:date, 1, 10)"/>
      </fo:block>
    </xsl:if>
  </xsl:template>

  <!-- A page of its own; of a spread, the right one. -->
  <xsl:template name="title-page">
    <xsl:variable name="page">
      <fo:block text-align="center" hyphenate="false" padding-before="50mm">
        <fo:block font-size="22pt" font-weight="bold" line-height="1.25"><xsl:apply-templates select="d:info/d:title/node()"/></fo:block>
        <xsl:for-each select="d:info/d:subtitle"><fo:block font-size="18pt" line-height="1.25" space-before="12pt"><xsl:call-template name="language"/><xsl:apply-templates/></fo:block></xsl:for-each>
        <xsl:for-each select="d:info/d:author | d:info/d:othercredit"><fo:block font-size="12pt" space-before="14pt"><xsl:value-of select="normalize-space()"/></fo:block></xsl:for-each>
        <xsl:for-each select="d:info/d:date"><fo:block space-before="40mm"><xsl:value-of select="substring(., 1, 10)"/></fo:block></xsl:for-each>
        <xsl:for-each select="d:info/d:publisher | d:info/d:bibliosource"><fo:block font-size="8pt" space-before="4pt"><xsl:value-of select="normalize-space()"/></fo:block></xsl:for-each>
      </fo:block>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$facing = 1">
        <xsl:call-template name="in-columns">
          <xsl:with-param name="left"><fo:block/></xsl:with-param>
          <xsl:with-param name="right"><xsl:copy-of select="$page"/></xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise><fo:block start-indent="{$column * $outer}mm"><xsl:copy-of select="$page"/></fo:block></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Each half of the head in its language; the title page has none. -->
  <xsl:template name="header.table">
    <xsl:param name="pageclass"/>
    <xsl:param name="sequence"/>
    <xsl:if test="$pageclass != 'titlepage' and $sequence != 'first' and $sequence != 'blank'">
      <fo:block font-size="8pt" font-style="italic" hyphenate="false">
        <xsl:call-template name="in-columns">
          <xsl:with-param name="left"><fo:block text-align="left"><xsl:value-of select="d:info/d:title"/></fo:block></xsl:with-param>
          <xsl:with-param name="right">
            <fo:block text-align="right"><xsl:value-of select="d:info/d:subtitle"/><xsl:if test="not(d:info/d:subtitle)"><xsl:value-of select="ancestor::d:book/d:info/d:title"/></xsl:if></fo:block>
          </xsl:with-param>
        </xsl:call-template>
      </fo:block>
    </xsl:if>
  </xsl:template>
  <!-- What is cut gets its numbers then. -->
  <xsl:template name="footer.table">
    <xsl:param name="pageclass"/>
    <xsl:param name="sequence"/>
    <xsl:if test="$facing != 1 and $outer != 1 and $pageclass != 'titlepage' and $sequence != 'blank'">
      <fo:block font-size="9pt" text-align="center"><fo:page-number/></fo:block>
    </xsl:if>
  </xsl:template>

  <xsl:template name="division.toc">
    <fo:block>
      <xsl:attribute name="id">toc...<xsl:call-template name="object.id"/></xsl:attribute>
      <xsl:call-template name="in-columns">
        <xsl:with-param name="left"><xsl:call-template name="toc-side"><xsl:with-param name="lang" select="@xml:lang"/></xsl:call-template></xsl:with-param>
        <xsl:with-param name="right">
          <xsl:if test=".//d:entry[2]"><xsl:call-template name="toc-side"><xsl:with-param name="lang" select="(.//d:entry[last()])[1]/@xml:lang"/><xsl:with-param name="right" select="1"/></xsl:call-template></xsl:if>
        </xsl:with-param>
      </xsl:call-template>
    </fo:block>
  </xsl:template>
  <xsl:template name="toc-side">
    <xsl:param name="lang"/>
    <xsl:param name="right" select="0"/>
    <fo:block font-size="14pt" font-weight="bold" space-after="8pt">
      <xsl:call-template name="gentext"><xsl:with-param name="key" select="'TableofContents'"/><xsl:with-param name="lang" select="$lang"/></xsl:call-template>
    </fo:block>
    <xsl:for-each select="d:chapter">
      <xsl:variable name="spread">
        <xsl:call-template name="word"><xsl:with-param name="number" select="position()"/></xsl:call-template>
      </xsl:variable>
      <fo:block text-align-last="justify" hyphenate="false" start-indent="1em" text-indent="-1em" space-after="2pt">
        <fo:basic-link internal-destination="{@xml:id}">
          <xsl:value-of select="(d:info/d:title[not($right) or not(../d:subtitle)] | d:info/d:subtitle[$right = 1])[last()]"/>
          <xsl:text> </xsl:text><fo:leader leader-pattern="dots"/><xsl:text> </xsl:text>
          <xsl:choose>
            <xsl:when test="$outer = 1 and $spread != ''"><xsl:value-of select="$spread"/></xsl:when>
            <xsl:when test="$facing != 1"><fo:page-number-citation ref-id="{@xml:id}"/></xsl:when>
            <xsl:when test="$spread != ''"><xsl:value-of select="2 * ($spread - 1) + $right"/></xsl:when>
            <xsl:otherwise>000</xsl:otherwise>
          </xsl:choose>
        </fo:basic-link>
      </fo:block>
    </xsl:for-each>
  </xsl:template>
  <xsl:template name="word">
    <xsl:param name="number"/>
    <xsl:param name="list" select="concat(normalize-space($spreads), ' ')"/>
    <xsl:choose>
      <xsl:when test="$number = 1"><xsl:value-of select="substring-before($list, ' ')"/></xsl:when>
      <xsl:when test="$list != ''">
        <xsl:call-template name="word"><xsl:with-param name="number" select="$number - 1"/><xsl:with-param name="list" select="substring-after($list, ' ')"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- ==== Images as they are, or as wide as the column. -->
  <xsl:template match="d:imagedata">
    <fo:external-graphic src="url({$img.src.path}{@fileref})" content-width="scale-down-to-fit" content-height="scale-down-to-fit"
                         inline-progression-dimension.maximum="{$column - $margin.middle * (1 + $outer)}mm"
                         block-progression-dimension.maximum="{$leaf.height - 60}mm"/>
  </xsl:template>

  <!-- ==== Notes at the foot of the page, below the column that they belong to. -->
  <xsl:template match="d:footnote">
    <fo:footnote>
      <fo:inline><xsl:call-template name="format.footnote.mark"><xsl:with-param name="mark"><xsl:apply-templates select="." mode="footnote.number"/></xsl:with-param></xsl:call-template></fo:inline>
      <fo:footnote-body xsl:use-attribute-sets="footnote.properties">
        <xsl:variable name="before" select="count(ancestor::d:entry/preceding-sibling::d:entry)"/>
        <xsl:variable name="after" select="count(ancestor::d:entry/following-sibling::d:entry)"/>
        <xsl:attribute name="start-indent"><xsl:value-of select="concat($before * $column + $margin.middle * boolean($before or $outer = 1), 'mm')"/></xsl:attribute>
        <xsl:attribute name="end-indent"><xsl:value-of select="concat($after * $column + $margin.middle * boolean($after or $outer = 1), 'mm')"/></xsl:attribute>
        <xsl:call-template name="language"/>
        <xsl:apply-templates/>
      </fo:footnote-body>
    </fo:footnote>
  </xsl:template>
  <xsl:template name="table.footnote.block"/>
</xsl:stylesheet>
