<?xml version="1.0" encoding="UTF-8"?>
<!-- Text without markup: what tsv.xsl, jsonl.xsl, tmx.xsl and review.xsl share. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">

  <!-- The text of blocks or sentences, a space between, white space folded. -->
  <xsl:template name="plain">
    <xsl:param name="nodes"/>
    <xsl:variable name="text">
      <xsl:for-each select="$nodes"><xsl:apply-templates select="." mode="e:text"/><xsl:text> </xsl:text></xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="normalize-space($text)"/>
  </xsl:template>
  <xsl:template match="h:br" mode="e:text"><xsl:text> </xsl:text></xsl:template>
</xsl:stylesheet>
