<?xml version="1.0" encoding="UTF-8"?>
<!-- DocBook whose rows have the right side twice, on either side of the left one: for facing.sh with the translation always
     on the outer column. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:d="http://docbook.org/ns/docbook">
  <xsl:template match="@* | node()"><xsl:copy><xsl:apply-templates select="@* | node()"/></xsl:copy></xsl:template>
  <xsl:template match="d:tgroup/@cols"><xsl:attribute name="cols">3</xsl:attribute></xsl:template>
  <xsl:template match="d:colspec[1]"><xsl:copy-of select="."/><xsl:copy-of select="."/></xsl:template>
  <xsl:template match="d:row">
    <xsl:copy>
      <xsl:apply-templates select="@*"/>
      <xsl:apply-templates select="d:entry[2]" mode="again"/>
      <xsl:apply-templates/>
    </xsl:copy>
  </xsl:template>
  <!-- An id names one thing. -->
  <xsl:template match="@* | node()" mode="again"><xsl:copy><xsl:apply-templates select="@* | node()" mode="again"/></xsl:copy></xsl:template>
  <xsl:template match="@xml:id" mode="again"/>
</xsl:stylesheet>
