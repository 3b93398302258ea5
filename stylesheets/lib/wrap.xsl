<?xml version="1.0" encoding="UTF-8"?>
<!-- Text in lines: what text.xsl and the cover of epub.xsl share. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <!-- Line after line, of `width` characters at most: each takes what fits before a space. -->
  <xsl:template name="wrap">
    <xsl:param name="text"/>
    <xsl:param name="width"/>
    <xsl:if test="$text">
      <xsl:variable name="room">
        <xsl:choose>
          <xsl:when test="string-length($text) &lt;= $width"><xsl:value-of select="string-length($text)"/></xsl:when>
          <xsl:otherwise>
            <xsl:call-template name="last-space">
              <xsl:with-param name="text" select="$text"/><xsl:with-param name="at" select="$width + 1"/>
              <xsl:with-param name="width" select="$width"/>
            </xsl:call-template>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <line><xsl:value-of select="normalize-space(substring($text, 1, $room))"/></line>
      <xsl:call-template name="wrap">
        <xsl:with-param name="text" select="normalize-space(substring($text, $room + 1))"/>
        <xsl:with-param name="width" select="$width"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template name="last-space">
    <xsl:param name="text"/>
    <xsl:param name="at"/>
    <xsl:param name="width"/>
    <xsl:choose>
      <xsl:when test="$at = 0"><xsl:value-of select="$width"/></xsl:when>
      <xsl:when test="substring($text, $at, 1) = ' '"><xsl:value-of select="$at"/></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="last-space">
          <xsl:with-param name="text" select="$text"/><xsl:with-param name="at" select="$at - 1"/>
          <xsl:with-param name="width" select="$width"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
