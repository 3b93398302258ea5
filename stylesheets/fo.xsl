<?xml version="1.0" encoding="UTF-8"?>
<!-- Print: docbook.xsl's result through docbook-xsl-ns, for FOP. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:fo="http://www.w3.org/1999/XSL/Format" xmlns:d="http://docbook.org/ns/docbook"
                exclude-result-prefixes="d">
  <xsl:import href="http://docbook.sourceforge.net/release/xsl-ns/current/fo/docbook.xsl"/>
  <xsl:param name="fop1.extensions" select="1"/>
  <xsl:param name="paper.type">A4</xsl:param>
  <xsl:param name="body.font.family">Noto Serif, Symbola, serif</xsl:param>
  <xsl:param name="title.font.family">Noto Serif, Symbola, serif</xsl:param>
  <xsl:param name="monospace.font.family">Noto Sans Mono, monospace</xsl:param>
  <xsl:param name="symbol.font.family">Symbola</xsl:param>
  <xsl:param name="body.font.master">9.5</xsl:param>
  <xsl:param name="body.start.indent">0pt</xsl:param>
  <xsl:param name="generate.toc">article nop</xsl:param>
  <xsl:param name="header.column.widths">0 1 0</xsl:param>
  <xsl:param name="ulink.show" select="0"/>
  <xsl:param name="hyphenate">true</xsl:param>
  <xsl:param name="alignment">left</xsl:param>
  <xsl:attribute-set name="component.title.properties">
    <xsl:attribute name="hyphenate">false</xsl:attribute>
  </xsl:attribute-set>

  <!-- Cells: room between the columns, and the language by which FOP hyphenates. -->
  <xsl:attribute-set name="table.cell.padding">
    <xsl:attribute name="padding-start">8pt</xsl:attribute>
    <xsl:attribute name="padding-end">8pt</xsl:attribute>
    <xsl:attribute name="padding-top">3pt</xsl:attribute>
    <xsl:attribute name="padding-bottom">3pt</xsl:attribute>
  </xsl:attribute-set>
  <xsl:template name="table.cell.block.properties">
    <xsl:variable name="tag" select="ancestor-or-self::*[@xml:lang][1]/@xml:lang"/>
    <xsl:attribute name="language"><xsl:value-of select="substring-before(concat($tag, '-'), '-')"/></xsl:attribute>
    <xsl:if test="$tag = 'en'"><xsl:attribute name="country">GB</xsl:attribute></xsl:if>
    <xsl:attribute name="hyphenate">true</xsl:attribute>
  </xsl:template>
</xsl:stylesheet>
