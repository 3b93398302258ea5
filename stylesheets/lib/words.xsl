<?xml version="1.0" encoding="UTF-8"?>
<!-- The words that answer each other, as lib/words-script.xml reads them: what html.xsl and review.xsl share. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" exclude-result-prefixes="e">
  <!-- JSON, a list of pairs; words are letters and need no escapes. -->
  <xsl:template match="e:words" mode="e:json">
    <xsl:text>[</xsl:text>
    <xsl:for-each select="e:word">
      <xsl:value-of select="concat(substring(',', 1, position() != 1), '[&quot;', @left, '&quot;,&quot;', @right, '&quot;]')"/>
    </xsl:for-each>
    <xsl:text>]</xsl:text>
  </xsl:template>
</xsl:stylesheet>
