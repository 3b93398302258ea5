<?xml version="1.0" encoding="UTF-8"?>
<!-- DocBook 5: an article whose rows are the rows of a table. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://docbook.org/ns/docbook"
                exclude-result-prefixes="e h">
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>

  <xsl:template match="/e:bitext">
    <xsl:choose>
      <xsl:when test="e:section[2]"><xsl:apply-templates select="." mode="e:book"/></xsl:when>
      <xsl:otherwise>
        <article version="5.0" xml:lang="{@left}"><xsl:apply-templates select="e:head | e:section"/></article>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Many posts: a book, a chapter each. -->
  <xsl:template match="e:bitext" mode="e:book">
    <book version="5.0" xml:lang="{@left}">
      <xsl:apply-templates select="e:head"/>
      <xsl:for-each select="e:section">
        <chapter>
          <xsl:attribute name="xml:id"><xsl:value-of select="@xml:id"/></xsl:attribute>
          <xsl:apply-templates select="e:head"/>
          <xsl:apply-templates select="."/>
        </chapter>
      </xsl:for-each>
    </book>
  </xsl:template>

  <xsl:template match="e:head">
    <info>
      <title><xsl:value-of select="e:title[1]"/></title>
      <xsl:if test="e:title[2]"><subtitle xml:lang="{/e:bitext/@right}"><xsl:value-of select="e:title[2]"/></subtitle></xsl:if>
      <xsl:if test="e:author"><author><personname><xsl:value-of select="e:author"/></personname></author></xsl:if>
      <xsl:if test="e:date"><date><xsl:value-of select="e:date"/></date></xsl:if>
      <xsl:if test="e:source"><bibliosource class="uri"><xsl:value-of select="e:source/@href"/></bibliosource></xsl:if>
    </info>
  </xsl:template>

  <xsl:template match="e:section">
    <informaltable frame="none" rowsep="0" colsep="0">
      <tgroup cols="2">
        <colspec colwidth="1*"/><colspec colwidth="1*"/>
        <tbody><xsl:apply-templates select="e:row"/></tbody>
      </tgroup>
    </informaltable>
  </xsl:template>

  <xsl:template match="e:row">
    <row>
      <xsl:attribute name="xml:id"><xsl:value-of select="@xml:id"/></xsl:attribute>
      <xsl:apply-templates select="e:side"/>
    </row>
  </xsl:template>

  <xsl:template match="e:side">
    <entry xml:lang="{@xml:lang}">
      <xsl:choose>
        <xsl:when test="not(*)"><para/></xsl:when>
        <xsl:when test="../@list = 'ordered' and ../@number">
          <orderedlist startingnumber="{../@number}"><listitem><xsl:apply-templates/></listitem></orderedlist>
        </xsl:when>
        <xsl:when test="../@list = 'bulleted' and ../@number">
          <itemizedlist><listitem><xsl:apply-templates/></listitem></itemizedlist>
        </xsl:when>
        <xsl:when test="../@role = 'quote'"><blockquote><xsl:apply-templates/></blockquote></xsl:when>
        <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
      </xsl:choose>
    </entry>
  </xsl:template>

  <xsl:template match="e:side/h:pre"><programlisting><xsl:apply-templates/></programlisting></xsl:template>
  <xsl:template match="e:side/h:h1 | e:side/h:h2 | e:side/h:h3 | e:side/h:h4 | e:side/h:h5 | e:side/h:h6">
    <para><emphasis role="strong"><xsl:apply-templates/></emphasis></para>
  </xsl:template>
  <xsl:template match="e:side/*"><para><xsl:apply-templates/></para></xsl:template>

  <xsl:template match="h:em | h:i | h:cite"><emphasis><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="h:strong | h:b"><emphasis role="strong"><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="h:code | h:kbd | h:samp"><code><xsl:apply-templates select=".//text()"/></code></xsl:template>
  <xsl:template match="h:sup"><superscript><xsl:apply-templates select=".//text()"/></superscript></xsl:template>
  <xsl:template match="h:sub"><subscript><xsl:apply-templates select=".//text()"/></subscript></xsl:template>
  <xsl:template match="h:a[starts-with(@href, 'http') or starts-with(@href, 'mailto:')]">
    <link xlink:href="{@href}"><xsl:apply-templates/></link>
  </xsl:template>
  <xsl:template match="h:br"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="h:img[@alt]"><phrase>[<xsl:value-of select="@alt"/>]</phrase></xsl:template>
  <xsl:template match="h:*"><xsl:apply-templates/></xsl:template>
</xsl:stylesheet>
