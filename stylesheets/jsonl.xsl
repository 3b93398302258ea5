<?xml version="1.0" encoding="UTF-8"?>
<!-- A row a line, as a JSON object. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml">
  <xsl:import href="lib/plain.xsl"/>
  <xsl:import href="lib/escape.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:for-each select="e:bitext/e:section/e:row">
      <xsl:value-of select="concat('{&quot;id&quot;: &quot;', @xml:id, '&quot;, &quot;role&quot;: &quot;', @role, '&quot;, &quot;score&quot;: ', @score)"/>
      <xsl:text>, "left": "</xsl:text>
      <xsl:apply-templates select="e:side[1]"/>
      <xsl:text>", "right": "</xsl:text>
      <xsl:apply-templates select="e:side[2]"/>
      <xsl:text>"}&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- No control characters are left once white space is folded. -->
  <xsl:template match="e:side">
    <xsl:variable name="text"><xsl:call-template name="plain"><xsl:with-param name="nodes" select="*"/></xsl:call-template></xsl:variable>
    <xsl:call-template name="escape"><xsl:with-param name="text" select="string($text)"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
