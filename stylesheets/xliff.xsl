<?xml version="1.0" encoding="UTF-8"?>
<!-- XLIFF 2.1: a unit a row, a segment for each pair of sentences that answer each other; inline markup as codes. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns="urn:oasis:names:tc:xliff:document:2.0" exclude-result-prefixes="e h">
  <xsl:output method="xml" encoding="UTF-8"/>

  <xsl:template match="/e:bitext">
    <xliff version="2.1" srcLang="{@left}" trgLang="{@right}">
      <xsl:for-each select="e:section">
        <file id="{@xml:id}"><xsl:apply-templates select="e:row[e:side/*]"/></file>
      </xsl:for-each>
    </xliff>
  </xsl:template>

  <xsl:template match="e:row">
    <unit id="{@xml:id}">
      <segment>
        <xsl:call-template name="sides">
          <xsl:with-param name="left" select="e:side[1]/*"/>
          <xsl:with-param name="right" select="e:side[2]/*"/>
        </xsl:call-template>
      </segment>
    </unit>
  </xsl:template>

  <!-- Segments by the order of their numbers, which is that of the text on either side. -->
  <xsl:template match="e:row[.//h:span/@data-pair]">
    <xsl:variable name="row" select="."/>
    <unit id="{@xml:id}">
      <xsl:for-each select="e:side/*/h:span[@data-pair and not(@data-pair = ../preceding-sibling::*/h:span/@data-pair) and
                            (../../preceding-sibling::e:side = false() or not(@data-pair = ../../preceding-sibling::e:side/*/h:span/@data-pair))]">
        <xsl:sort select="@data-pair" data-type="number"/>
        <segment id="s{@data-pair}">
          <xsl:call-template name="sides">
            <xsl:with-param name="left" select="$row/e:side[1]/*/h:span[@data-pair = current()/@data-pair]"/>
            <xsl:with-param name="right" select="$row/e:side[2]/*/h:span[@data-pair = current()/@data-pair]"/>
          </xsl:call-template>
        </segment>
      </xsl:for-each>
    </unit>
  </xsl:template>

  <xsl:template name="sides">
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <source><xsl:apply-templates select="$left" mode="e:code"/></source>
    <target><xsl:apply-templates select="$right" mode="e:code"/></target>
  </xsl:template>

  <!-- A code's number is its place among those of its side: the same on both sides where they have the same. -->
  <xsl:template name="number">
    <xsl:attribute name="id">
      <xsl:number level="any" from="e:side" count="h:em | h:i | h:strong | h:b | h:a | h:code | h:sup | h:sub | h:cite | h:u | h:s | h:mark | h:img | h:br"/>
    </xsl:attribute>
  </xsl:template>
  <xsl:template match="h:em | h:i | h:strong | h:b | h:a | h:code | h:sup | h:sub | h:cite | h:u | h:s | h:mark" mode="e:code">
    <pc>
      <xsl:call-template name="number"/>
      <xsl:choose>
        <xsl:when test="self::h:a"><xsl:attribute name="type">link</xsl:attribute></xsl:when>
        <xsl:when test="self::h:em or self::h:i">
          <xsl:attribute name="type">fmt</xsl:attribute><xsl:attribute name="subType">xlf:i</xsl:attribute>
        </xsl:when>
        <xsl:when test="self::h:strong or self::h:b">
          <xsl:attribute name="type">fmt</xsl:attribute><xsl:attribute name="subType">xlf:b</xsl:attribute>
        </xsl:when>
        <xsl:otherwise><xsl:attribute name="type">fmt</xsl:attribute></xsl:otherwise>
      </xsl:choose>
      <xsl:apply-templates mode="e:code"/>
    </pc>
  </xsl:template>
  <xsl:template match="h:br | h:img" mode="e:code">
    <ph><xsl:call-template name="number"/></ph>
  </xsl:template>
  <xsl:template match="*" mode="e:code"><xsl:apply-templates mode="e:code"/></xsl:template>
</xsl:stylesheet>
