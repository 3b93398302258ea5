<?xml version="1.0" encoding="UTF-8"?>
<!-- A stylesheet of one's own on the bitext document: a vocabulary trainer's cards, question TAB answer, of the short rows. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:e="urn:enregard:bitext">
  <xsl:output method="text" encoding="UTF-8"/>
  <xsl:param name="longest" select="90"/>
  <xsl:template match="/">
    <xsl:for-each select="//e:row[e:side[1]/* and e:side[2]/* and string-length(e:side[1]) &lt; $longest]">
      <xsl:value-of select="concat(normalize-space(e:side[1]), '&#9;', normalize-space(e:side[2]), '&#10;')"/>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
