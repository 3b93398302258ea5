<?xml version="1.0" encoding="UTF-8"?>
<!-- Plain text in two columns, or one side below the other. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="e h exsl">
  <xsl:import href="lib/plain.xsl"/>
  <xsl:import href="lib/wrap.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>
  <!-- Characters a column. -->
  <xsl:param name="width" select="38"/>
  <!-- columns, or interleaved. -->
  <xsl:param name="layout" select="'columns'"/>
  <!-- left or right: a text in one language. -->
  <xsl:param name="side"/>
  <xsl:variable name="beside" select="$layout != 'interleaved' and not($side)"/>
  <!-- Of a line: all of the width where one side stands alone. -->
  <xsl:variable name="line-width" select="$width * (1 + not($beside)) + 2 * not($beside)"/>
  <xsl:variable name="spaces" select="'                                                                                                                        '"/>

  <xsl:template match="/e:bitext">
    <xsl:if test="e:section[2]"><xsl:apply-templates select="e:head"/></xsl:if>
    <xsl:for-each select="e:section">
      <xsl:apply-templates select="(e:head | ../e:head)[last()]"/>
      <xsl:apply-templates select="e:row"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="e:head">
    <xsl:for-each select="e:title"><xsl:value-of select="concat(., '&#10;')"/></xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="e:row">
    <xsl:choose>
      <xsl:when test="$beside"><xsl:apply-templates select="." mode="e:columns"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="e:side[* and (not($side) or ($side = 'left') = (position() = 1))]" mode="e:lines"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A side by itself. -->
  <xsl:template match="e:side" mode="e:lines">
    <xsl:variable name="lines"><xsl:apply-templates select="."/></xsl:variable>
    <xsl:for-each select="exsl:node-set($lines)/line">
      <xsl:value-of select="concat(., '&#10;')"/>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="e:row" mode="e:columns">
    <xsl:variable name="left"><xsl:apply-templates select="e:side[1]"/></xsl:variable>
    <xsl:variable name="right"><xsl:apply-templates select="e:side[2]"/></xsl:variable>
    <xsl:variable name="lefts" select="exsl:node-set($left)/line"/>
    <xsl:variable name="rights" select="exsl:node-set($right)/line"/>
    <xsl:for-each select="$lefts | $rights[position() &gt; count($lefts)]">
      <xsl:variable name="n" select="position()"/>
      <xsl:variable name="line" select="string($lefts[$n])"/>
      <xsl:value-of select="$line"/>
      <xsl:if test="string($rights[$n])">
        <xsl:value-of select="concat(substring($spaces, 1, $width - string-length($line)), '  ', $rights[$n])"/>
      </xsl:if>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="e:side">
    <xsl:variable name="text">
      <xsl:if test="* and ../@list = 'ordered' and ../@number"><xsl:value-of select="concat(../@number, '. ')"/></xsl:if>
      <xsl:if test="* and ../@list = 'bulleted' and ../@number">• </xsl:if>
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="*"/></xsl:call-template>
    </xsl:variable>
    <xsl:call-template name="wrap"><xsl:with-param name="text" select="string($text)"/><xsl:with-param name="width" select="$line-width"/></xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
