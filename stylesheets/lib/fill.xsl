<?xml version="1.0" encoding="UTF-8"?>
<!-- Text in lines: what text.xsl and the cover of epub.xsl share.  Where enregard's own functions are there, they do it, by
     what each character takes on a terminal; else a character is a column. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:f="urn:enregard:functions"
                exclude-result-prefixes="f">
  <!-- The text in lines of `width` at most, each with a newline; the first starts with `first`, the others with `other`. -->
  <xsl:template name="fill">
    <xsl:param name="text"/>
    <xsl:param name="width"/>
    <xsl:param name="first"/>
    <xsl:param name="other"/>
    <xsl:choose>
      <xsl:when test="function-available('f:fill')"><xsl:value-of select="f:fill($text, $width, $first, $other)"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="line" select="substring-before(concat($text, '&#10;'), '&#10;')"/>
        <xsl:call-template name="fill-line">
          <xsl:with-param name="text" select="$line"/><xsl:with-param name="width" select="$width"/>
          <xsl:with-param name="first" select="$first"/><xsl:with-param name="other" select="$other"/>
        </xsl:call-template>
        <xsl:if test="contains($text, '&#10;')">
          <xsl:call-template name="fill">
            <xsl:with-param name="text" select="substring-after($text, '&#10;')"/><xsl:with-param name="width" select="$width"/>
            <xsl:with-param name="first" select="$other"/><xsl:with-param name="other" select="$other"/>
          </xsl:call-template>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A line after the other: each takes what fits before a space. -->
  <xsl:template name="fill-line">
    <xsl:param name="text"/>
    <xsl:param name="width"/>
    <xsl:param name="first"/>
    <xsl:param name="other"/>
    <xsl:variable name="room" select="$width - string-length($first)"/>
    <xsl:variable name="taken">
      <xsl:choose>
        <xsl:when test="string-length($text) &lt;= $room"><xsl:value-of select="string-length($text)"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="last-space">
            <xsl:with-param name="text" select="$text"/><xsl:with-param name="at" select="$room + 1"/>
            <xsl:with-param name="width" select="$room"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:value-of select="concat($first, normalize-space(substring($text, 1, $taken)), '&#10;')"/>
    <xsl:if test="string-length($text) &gt; $taken">
      <xsl:call-template name="fill-line">
        <xsl:with-param name="text" select="normalize-space(substring($text, $taken + 1))"/><xsl:with-param name="width" select="$width"/>
        <xsl:with-param name="first" select="$other"/><xsl:with-param name="other" select="$other"/>
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
