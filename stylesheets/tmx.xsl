<?xml version="1.0" encoding="UTF-8"?>
<!-- TMX 1.4b: a translation unit for each pair of sentences that answer each other, or for a row that is not divided. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">
  <xsl:import href="lib/plain.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" doctype-system="tmx14.dtd"/>

  <xsl:template match="/e:bitext">
    <tmx version="1.4">
      <header creationtool="enregard" creationtoolversion="{substring-after(e:head/e:generator, ' ')}" segtype="sentence"
              o-tmf="enregard bitext" adminlang="en" srclang="{@left}" datatype="html"/>
      <body><xsl:apply-templates select="e:section/e:row[e:side[1]/* and e:side[2]/*]"/></body>
    </tmx>
  </xsl:template>

  <xsl:template match="e:row">
    <xsl:call-template name="unit">
      <xsl:with-param name="id" select="@xml:id"/>
      <xsl:with-param name="left" select="e:side[1]/*"/>
      <xsl:with-param name="right" select="e:side[2]/*"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="e:row[.//h:span/@data-pair]">
    <xsl:variable name="row" select="."/>
    <xsl:for-each select="e:side[1]/*/h:span[@data-pair and not(@data-pair = ../preceding-sibling::*/h:span/@data-pair)]">
      <xsl:variable name="left" select="$row/e:side[1]/*/h:span[@data-pair = current()/@data-pair]"/>
      <xsl:variable name="right" select="$row/e:side[2]/*/h:span[@data-pair = current()/@data-pair]"/>
      <xsl:if test="$right">
        <xsl:call-template name="unit">
          <xsl:with-param name="id" select="concat($row/@xml:id, '.', @data-pair)"/>
          <xsl:with-param name="left" select="$left"/>
          <xsl:with-param name="right" select="$right"/>
        </xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="unit">
    <xsl:param name="id"/>
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <xsl:text>&#10;</xsl:text>
    <tu tuid="{$id}">
      <tuv xml:lang="{/e:bitext/@left}"><seg><xsl:call-template name="plain"><xsl:with-param name="nodes" select="$left"/></xsl:call-template></seg></tuv>
      <tuv xml:lang="{/e:bitext/@right}"><seg><xsl:call-template name="plain"><xsl:with-param name="nodes" select="$right"/></xsl:call-template></seg></tuv>
    </tu>
  </xsl:template>
</xsl:stylesheet>
