<?xml version="1.0" encoding="UTF-8"?>
<!-- Links inside a post, and its notes: what page.xsl, docbook.xsl and json.xsl share. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">

  <!-- Links inside a section, and what they lead to.  Ids are told apart by their section's. -->
  <xsl:key name="link" match="h:a[starts-with(@href, '#')]" use="concat(ancestor::e:section/@xml:id, @href)"/>
  <!-- Of these, the numbers of notes. -->
  <xsl:key name="noteref" match="h:a[starts-with(@href, '#')][parent::h:sup or h:sup or contains(@class, 'footnote') or contains(@class, 'noteref')]"
           use="concat(ancestor::e:section/@xml:id, @href)"/>
  <xsl:key name="anchor" match="h:*[@id][ancestor::e:side]" use="concat(ancestor::e:section/@xml:id, '#', @id)"/>
  <xsl:key name="source" match="e:section" use="(e:head | ../e:head)[last()]/e:source/@href"/>

  <!-- The notes among a side's blocks: what a number above the line leads to. -->
  <xsl:template match="e:side" mode="e:is-note">
    <xsl:variable name="section" select="ancestor::e:section/@xml:id"/>
    <xsl:if test="*[@id and key('noteref', concat($section, '#', @id))]">1</xsl:if>
  </xsl:template>

  <!-- What a link leads to, unless it is a note, or the id is already taken. -->
  <xsl:template match="h:*" mode="e:is-anchor">
    <xsl:variable name="of" select="concat(ancestor::e:section/@xml:id, '#', @id)"/>
    <xsl:if test="@id and key('link', $of) and not(key('noteref', $of)) and generate-id() = generate-id(key('anchor', $of)[1])">1</xsl:if>
  </xsl:template>

  <!-- The way back from a note. -->
  <xsl:template match="h:a" mode="e:is-way-back">
    <xsl:if test="starts-with(normalize-space(), '↩') or contains(@class, 'backref') or contains(@class, 'footnote-back')">1</xsl:if>
  </xsl:template>
</xsl:stylesheet>
