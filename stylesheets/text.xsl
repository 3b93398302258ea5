<?xml version="1.0" encoding="UTF-8"?>
<!-- Plain text in two columns, or one side below the other. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns:f="urn:enregard:functions" xmlns:exsl="http://exslt.org/common" exclude-result-prefixes="e h f exsl">
  <xsl:include href="lib/fill.xsl"/>
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
  <xsl:variable name="rule" select="'------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------------'"/>

  <!-- Links that lead out, by section and target: what is not spelled out in the text gets a number, and a line at the
       section's end. -->
  <xsl:key name="link" match="h:a[ancestor::e:side][(starts-with(@href, 'http') or starts-with(@href, 'mailto:')) and normalize-space() != @href and
                                  concat('mailto:', normalize-space()) != @href]" use="concat(ancestor::e:section/@xml:id, ' ', @href)"/>
  <xsl:key name="number" match="note" use="@of"/>
  <xsl:variable name="notes">
    <xsl:for-each select="/e:bitext/e:section">
      <xsl:for-each select="e:row/e:side[not($side) or ($side = 'left') = not(preceding-sibling::e:side)]//h:a">
        <xsl:variable name="of" select="concat(ancestor::e:section/@xml:id, ' ', @href)"/>
        <xsl:if test="generate-id() = generate-id(key('link', $of)[not($side) or ($side = 'left') = not(ancestor::e:side/preceding-sibling::e:side)][1])"><note of="{$of}"/></xsl:if>
      </xsl:for-each>
    </xsl:for-each>
  </xsl:variable>
  <xsl:variable name="numbered">
    <xsl:for-each select="exsl:node-set($notes)/note"><note of="{@of}" number="{position()}"/></xsl:for-each>
  </xsl:variable>

  <xsl:template match="/e:bitext">
    <xsl:if test="e:section[2]"><xsl:apply-templates select="e:head"/></xsl:if>
    <xsl:for-each select="e:section">
      <xsl:apply-templates select="(e:head | ../e:head)[last()]"/>
      <xsl:apply-templates select="e:row"/>
      <xsl:apply-templates select="." mode="e:notes"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="e:head">
    <xsl:for-each select="e:title[not($side) or not(@xml:lang) or lang(/e:bitext/@*[name() = $side])]">
      <xsl:variable name="lines">
        <xsl:call-template name="fill"><xsl:with-param name="text" select="string()"/><xsl:with-param name="width" select="2 * $width + 2"/></xsl:call-template>
      </xsl:variable>
      <xsl:value-of select="$lines"/>
      <xsl:call-template name="underline"><xsl:with-param name="lines" select="$lines"/><xsl:with-param name="with" select="'='"/></xsl:call-template>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="underline">
    <xsl:param name="lines"/>
    <xsl:param name="with" select="'-'"/>
    <xsl:variable name="long"><xsl:call-template name="first-width"><xsl:with-param name="lines" select="$lines"/></xsl:call-template></xsl:variable>
    <xsl:value-of select="concat(translate(substring($rule, 1, $long), '-', $with), '&#10;')"/>
  </xsl:template>

  <xsl:template match="e:row">
    <xsl:choose>
      <xsl:when test="$beside">
        <xsl:variable name="left"><xsl:apply-templates select="e:side[1]"/></xsl:variable>
        <xsl:variable name="right"><xsl:apply-templates select="e:side[2]"/></xsl:variable>
        <xsl:call-template name="beside">
          <xsl:with-param name="left" select="string($left)"/><xsl:with-param name="right" select="string($right)"/>
          <xsl:with-param name="width" select="$width"/>
        </xsl:call-template>
        <xsl:text>&#10;</xsl:text>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="e:side[* and (not($side) or ($side = 'left') = (position() = 1))]">
          <xsl:apply-templates select="."/>
          <xsl:text>&#10;</xsl:text>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Blocks in lines: an item hangs beside its marker, a quotation has one in every line. -->
  <xsl:template match="e:side">
    <xsl:variable name="depth" select="substring($spaces, 1, 2 * (number(concat('0', ../@depth)) - 1))"/>
    <xsl:variable name="marker">
      <xsl:choose>
        <xsl:when test="../@list = 'ordered' and ../@number"><xsl:value-of select="concat($depth, ../@number, '. ')"/></xsl:when>
        <xsl:when test="../@list = 'bulleted' and ../@number"><xsl:value-of select="concat($depth, '• ')"/></xsl:when>
        <xsl:when test="../@list"><xsl:value-of select="concat($depth, '  ')"/></xsl:when>
        <xsl:when test="../@role = 'quote'">&gt; </xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="hang">
      <xsl:choose>
        <xsl:when test="../@list"><xsl:value-of select="substring($spaces, 1, string-length($marker))"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$marker"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:for-each select="*">
      <xsl:variable name="text"><xsl:apply-templates select="." mode="e:plain"/></xsl:variable>
      <xsl:variable name="first">
        <xsl:choose>
          <xsl:when test="position() = 1"><xsl:value-of select="$marker"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$hang"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:variable name="lines">
        <xsl:call-template name="fill">
          <xsl:with-param name="text" select="string($text)"/><xsl:with-param name="width" select="$line-width"/>
          <xsl:with-param name="first" select="string($first)"/><xsl:with-param name="other" select="string($hang)"/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:if test="position() != 1"><xsl:text>&#10;</xsl:text></xsl:if>
      <!-- Code's own spaces came through as no-break ones. -->
      <xsl:choose>
        <xsl:when test="self::h:pre"><xsl:value-of select="translate($lines, '&#160;', ' ')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$lines"/></xsl:otherwise>
      </xsl:choose>
      <xsl:if test="self::h:h1 or self::h:h2 or self::h:h3 or self::h:h4 or self::h:h5 or self::h:h6">
        <xsl:call-template name="underline"><xsl:with-param name="lines" select="$lines"/></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- A block's text, white space folded but for its breaks. -->
  <xsl:template match="*" mode="e:plain">
    <xsl:variable name="text"><xsl:apply-templates mode="e:text"/></xsl:variable>
    <xsl:call-template name="folded"><xsl:with-param name="text" select="string($text)"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="h:pre" mode="e:plain"><xsl:value-of select="translate(., ' &#9;', '&#160;&#160;')"/></xsl:template>
  <xsl:template name="folded">
    <xsl:param name="text"/>
    <xsl:variable name="first" select="substring-before(concat($text, '&#8232;'), '&#8232;')"/>
    <xsl:value-of select="normalize-space($first)"/>
    <xsl:if test="contains($text, '&#8232;')">
      <xsl:text>&#10;</xsl:text>
      <xsl:call-template name="folded"><xsl:with-param name="text" select="substring-after($text, '&#8232;')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>
  <xsl:template match="h:br" mode="e:text"><xsl:text>&#8232;</xsl:text></xsl:template>
  <xsl:template match="h:img" mode="e:text"><xsl:if test="@alt != ''"><xsl:value-of select="concat('[', @alt, ']')"/></xsl:if></xsl:template>
  <xsl:template match="h:a[@href]" mode="e:text">
    <xsl:variable name="of" select="concat(ancestor::e:section/@xml:id, ' ', @href)"/>
    <xsl:apply-templates mode="e:text"/>
    <xsl:for-each select="exsl:node-set($numbered)"><xsl:for-each select="key('number', $of)"><xsl:value-of select="concat('[', @number, ']')"/></xsl:for-each></xsl:for-each>
  </xsl:template>

  <xsl:template match="e:section" mode="e:notes">
    <xsl:variable name="its" select="exsl:node-set($numbered)/note[substring-before(@of, ' ') = current()/@xml:id]"/>
    <xsl:for-each select="$its"><xsl:value-of select="concat('[', @number, '] ', substring-after(@of, ' '), '&#10;')"/></xsl:for-each>
    <xsl:if test="$its"><xsl:text>&#10;</xsl:text></xsl:if>
  </xsl:template>

  <!-- The lines of two texts beside each other. -->
  <xsl:template name="beside">
    <xsl:param name="left"/>
    <xsl:param name="right"/>
    <xsl:param name="width"/>
    <xsl:choose>
      <xsl:when test="function-available('f:beside')"><xsl:value-of select="f:beside($left, $right, $width)"/></xsl:when>
      <xsl:when test="$left != '' or $right != ''">
        <xsl:variable name="line" select="substring-before($left, '&#10;')"/>
        <xsl:variable name="other" select="substring-before($right, '&#10;')"/>
        <xsl:value-of select="$line"/>
        <xsl:if test="$other != ''"><xsl:value-of select="concat(substring($spaces, 1, $width + 2 - string-length($line)), $other)"/></xsl:if>
        <xsl:text>&#10;</xsl:text>
        <xsl:call-template name="beside">
          <xsl:with-param name="left" select="substring-after($left, '&#10;')"/>
          <xsl:with-param name="right" select="substring-after($right, '&#10;')"/><xsl:with-param name="width" select="$width"/>
        </xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- What the first of the lines takes. -->
  <xsl:template name="first-width">
    <xsl:param name="lines"/>
    <xsl:variable name="line" select="substring-before($lines, '&#10;')"/>
    <xsl:choose>
      <xsl:when test="function-available('f:width')"><xsl:value-of select="f:width($line)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="string-length($line)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
