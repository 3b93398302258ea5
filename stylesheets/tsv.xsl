<?xml version="1.0" encoding="UTF-8"?>
<!-- A row a line, left TAB right, white space folded; an empty cell for an empty side.  Program code that was not
     translated is no row here: what stands on one side only, or is the same on both.  Nor are names in a table that stands
     on one side only. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml">
  <xsl:import href="lib/plain.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:for-each select="e:bitext/e:section/e:row[not(@role = 'code' and normalize-space(e:side[1]) = normalize-space(e:side[2]))]
                                                  [(e:side[1]/* and e:side[2]/*) or not(@role = 'code' or @role = 'names')]">
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="e:side[1]/*"/></xsl:call-template>
      <xsl:text>&#9;</xsl:text>
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="e:side[2]/*"/></xsl:call-template>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
