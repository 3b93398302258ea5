<?xml version="1.0" encoding="UTF-8"?>
<!-- The files of an EPUB 3.3, as <e:files><e:file path media-type>; `enregard` zips them. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml" xmlns="http://www.w3.org/1999/xhtml"
                xmlns:epub="http://www.idpf.org/2007/ops"
                xmlns:dc="http://purl.org/dc/elements/1.1/">
  <xsl:import href="lib/page.xsl"/>
  <xsl:include href="lib/fill.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no"/>
  <!-- The book's URN, and when it was made, as 2024-09-07T00:00:00Z. -->
  <xsl:param name="identifier" select="'urn:enregard:book'"/>
  <xsl:param name="modified" select="'1980-01-01T00:00:00Z'"/>
  <xsl:variable name="wide" select="$layout = 'columns' and not($side)"/>
  <xsl:key name="image" match="h:img[@e:file]" use="@e:file"/>
  <xsl:variable name="images" select="//h:img[@e:file and generate-id() = generate-id(key('image', @e:file)[1])]"/>
  <xsl:variable name="first"><xsl:apply-templates select="/e:bitext/e:section[1]" mode="e:file"/></xsl:variable>

  <xsl:template match="/">
    <e:files>
      <e:file path="META-INF/container.xml">
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
          <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
        </container>
      </e:file>
      <e:file path="EPUB/package.opf"><xsl:apply-templates select="e:bitext" mode="e:package"/></e:file>
      <e:file path="EPUB/nav.xhtml"><xsl:apply-templates select="e:bitext" mode="e:nav"/></e:file>
      <e:file path="EPUB/cover.svg"><xsl:apply-templates select="e:bitext/e:head" mode="e:cover"/></e:file>
      <e:file path="EPUB/title.xhtml"><xsl:apply-templates select="e:bitext/e:head" mode="e:title-page"/></e:file>
      <xsl:apply-templates select="e:bitext/e:section" mode="e:chapter"/>
      <e:file path="EPUB/plain.css"><xsl:call-template name="css-plain"/></e:file>
      <xsl:if test="$wide"><e:file path="EPUB/wide.css"><xsl:call-template name="css-wide"/></e:file></xsl:if>
      <xsl:if test="$css"><e:file path="EPUB/user.css"><xsl:value-of select="$css"/></e:file></xsl:if>
    </e:files>
  </xsl:template>

  <!-- The titles that the book bears: one in each of its languages. -->
  <xsl:variable name="titles" select="/e:bitext/e:head/e:title[not($side) or not(@xml:lang) or @xml:lang = $first-language]"/>

  <!-- Two pages that face each other, a title on each. -->
  <xsl:template match="e:head" mode="e:cover">
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 1600" width="1200" height="1600">
      <rect width="1200" height="1600" fill="#f4efe4"/>
      <rect x="600" width="600" height="1600" fill="#23415c"/>
      <xsl:call-template name="cover-title"><xsl:with-param name="x" select="60"/><xsl:with-param name="ink" select="'#23211d'"/>
        <xsl:with-param name="text"><xsl:value-of select="$titles[1]"/><xsl:if test="not($titles)"><xsl:value-of select="$left"/></xsl:if></xsl:with-param></xsl:call-template>
      <xsl:call-template name="cover-title"><xsl:with-param name="x" select="660"/><xsl:with-param name="ink" select="'#f4efe4'"/>
        <xsl:with-param name="text"><xsl:value-of select="$titles[2]"/><xsl:if test="not($titles)"><xsl:value-of select="$right"/></xsl:if></xsl:with-param></xsl:call-template>
      <xsl:if test="e:author">
        <text x="60" y="1500" font-family="Georgia, serif" font-size="44" fill="#23211d"><xsl:value-of select="substring(e:author, 1, 24)"/></text>
      </xsl:if>
      <xsl:if test="e:translator and not($side)">
        <text x="660" y="1500" font-family="Georgia, serif" font-size="44" fill="#f4efe4"><xsl:value-of select="substring(e:translator, 1, 24)"/></text>
      </xsl:if>
    </svg>
  </xsl:template>

  <xsl:template name="cover-title">
    <xsl:param name="x"/>
    <xsl:param name="ink"/>
    <xsl:param name="text"/>
    <xsl:variable name="lines">
      <xsl:call-template name="fill"><xsl:with-param name="text" select="normalize-space($text)"/><xsl:with-param name="width" select="15"/></xsl:call-template>
    </xsl:variable>
    <xsl:call-template name="cover-lines">
      <xsl:with-param name="x" select="$x"/><xsl:with-param name="ink" select="$ink"/><xsl:with-param name="lines" select="$lines"/>
    </xsl:call-template>
  </xsl:template>
  <!-- Twelve lines at most. -->
  <xsl:template name="cover-lines">
    <xsl:param name="x"/>
    <xsl:param name="ink"/>
    <xsl:param name="lines"/>
    <xsl:param name="y" select="350"/>
    <xsl:if test="$lines != '' and $y &lt;= 1340">
      <text xmlns="http://www.w3.org/2000/svg" x="{$x}" y="{$y}" font-family="Georgia, serif" font-size="64" fill="{$ink}"><xsl:value-of select="substring-before($lines, '&#10;')"/></text>
      <xsl:call-template name="cover-lines">
        <xsl:with-param name="x" select="$x"/><xsl:with-param name="ink" select="$ink"/>
        <xsl:with-param name="lines" select="substring-after($lines, '&#10;')"/><xsl:with-param name="y" select="$y + 90"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>

  <xsl:template match="e:head" mode="e:title-page">
    <html lang="{$first-language}" xml:lang="{$first-language}">
      <head>
        <title><xsl:value-of select="$title"/></title>
        <link rel="stylesheet" href="plain.css"/>
        <xsl:if test="$css"><link rel="stylesheet" href="user.css"/></xsl:if>
      </head>
      <body epub:type="frontmatter">
        <section epub:type="titlepage" class="title-page">
          <xsl:for-each select="$titles">
            <p class="h1"><xsl:if test="@xml:lang"><xsl:attribute name="lang"><xsl:value-of select="@xml:lang"/></xsl:attribute>
              <xsl:attribute name="xml:lang"><xsl:value-of select="@xml:lang"/></xsl:attribute></xsl:if>
              <xsl:value-of select="."/></p>
          </xsl:for-each>
          <xsl:if test="not($titles)"><p class="h1"><xsl:value-of select="$title"/></p></xsl:if>
          <xsl:for-each select="e:author | e:translator | e:publisher"><p class="by"><xsl:value-of select="."/></p></xsl:for-each>
          <xsl:for-each select="e:date"><p><xsl:value-of select="substring(., 1, 10)"/></p></xsl:for-each>
          <xsl:for-each select="e:description | e:rights"><p><xsl:value-of select="."/></p></xsl:for-each>
          <xsl:for-each select="e:source[starts-with(@href, 'http')]"><p><a href="{@href}"><xsl:value-of select="@href"/></a></p></xsl:for-each>
        </section>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="h:img[@e:file]" mode="e:copy"><img src="{@e:file}" alt="{@alt}"><xsl:apply-templates select="self::*[@id]" mode="e:anchor"/></img></xsl:template>

  <xsl:template match="e:section" mode="e:place"><xsl:apply-templates select="." mode="e:file"/></xsl:template>
  <!-- Readers show in a window what they know by epub:type. -->
  <xsl:template name="e:type">
    <xsl:param name="type"/>
    <xsl:attribute name="epub:type"><xsl:value-of select="$type"/></xsl:attribute>
    <xsl:attribute name="role"><xsl:value-of select="concat('doc-', $type)"/></xsl:attribute>
  </xsl:template>

  <!-- A chapter a section, by number; the only one is the text. -->
  <xsl:template match="e:section" mode="e:file">
    <xsl:choose>
      <xsl:when test="$many"><xsl:value-of select="concat('chapter-', substring(@xml:id, 2), '.xhtml')"/></xsl:when>
      <xsl:otherwise>text.xhtml</xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="e:section" mode="e:chapter">
    <xsl:variable name="file"><xsl:apply-templates select="." mode="e:file"/></xsl:variable>
    <e:file path="EPUB/{$file}">
      <html lang="{$first-language}" xml:lang="{$first-language}">
        <head>
          <title><xsl:apply-templates select="." mode="e:title"/></title>
          <link rel="stylesheet" href="plain.css"/>
          <xsl:if test="$wide"><link rel="stylesheet" href="wide.css"/></xsl:if>
          <xsl:if test="$css"><link rel="stylesheet" href="user.css"/></xsl:if>
        </head>
        <body epub:type="bodymatter"><xsl:apply-templates select="." mode="e:page"/></body>
      </html>
    </e:file>
  </xsl:template>

  <!-- A chapter in the table of contents, its headings below it. -->
  <xsl:template match="e:section" mode="e:nav">
    <xsl:variable name="file"><xsl:apply-templates select="." mode="e:file"/></xsl:variable>
    <xsl:variable name="headings" select="e:row[@role = 'heading' and e:side[1]/*]"/>
    <li><a href="{$file}"><xsl:apply-templates select="." mode="e:title"/></a>
      <xsl:if test="$headings">
        <ol>
          <xsl:for-each select="$headings">
            <li><a href="{$file}#{@xml:id}"><xsl:value-of select="normalize-space(e:side[1])"/></a></li>
          </xsl:for-each>
        </ol>
      </xsl:if>
    </li>
  </xsl:template>

  <xsl:template match="e:bitext" mode="e:nav">
    <html lang="{$first-language}" xml:lang="{$first-language}">
      <head><title><xsl:value-of select="$title"/></title></head>
      <body>
        <nav epub:type="toc" role="doc-toc"><ol><xsl:apply-templates select="e:section" mode="e:nav"/></ol></nav>
        <nav epub:type="landmarks" hidden="hidden"><ol>
          <li><a epub:type="titlepage" href="title.xhtml"><xsl:value-of select="$title"/></a></li>
          <li><a epub:type="bodymatter" href="{$first}"><xsl:value-of select="$title"/></a></li>
        </ol></nav>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="e:bitext" mode="e:package">
    <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{$left}">
      <metadata>
        <dc:identifier id="id"><xsl:value-of select="$identifier"/></dc:identifier>
        <dc:title><xsl:value-of select="$title"/></dc:title>
        <xsl:if test="$side != 'right'"><dc:language><xsl:value-of select="$left"/></dc:language></xsl:if>
        <xsl:if test="$side != 'left'"><dc:language><xsl:value-of select="$right"/></dc:language></xsl:if>
        <xsl:for-each select="e:head/e:author">
          <dc:creator id="author{position()}"><xsl:value-of select="."/></dc:creator>
          <meta refines="#author{position()}" property="role" scheme="marc:relators">aut</meta>
        </xsl:for-each>
        <xsl:for-each select="e:head/e:translator">
          <dc:contributor id="translator{position()}"><xsl:value-of select="."/></dc:contributor>
          <meta refines="#translator{position()}" property="role" scheme="marc:relators">trl</meta>
        </xsl:for-each>
        <xsl:for-each select="e:head/e:publisher | e:head/e:rights | e:head/e:description | e:head/e:subject">
          <xsl:element name="dc:{local-name()}"><xsl:value-of select="."/></xsl:element>
        </xsl:for-each>
        <xsl:for-each select="e:head/e:date"><dc:date><xsl:value-of select="."/></dc:date></xsl:for-each>
        <xsl:for-each select="e:head/e:source"><dc:source><xsl:value-of select="@href"/></dc:source></xsl:for-each>
        <meta property="dcterms:modified"><xsl:value-of select="$modified"/></meta>
        <meta property="schema:accessMode">textual</meta>
        <xsl:if test="$images"><meta property="schema:accessMode">visual</meta></xsl:if>
        <meta property="schema:accessModeSufficient">textual</meta>
        <meta property="schema:accessibilityFeature">tableOfContents</meta>
        <meta property="schema:accessibilityFeature">readingOrder</meta>
        <meta property="schema:accessibilityHazard">none</meta>
        <xsl:if test="not($side)">
          <meta property="schema:accessibilitySummary">Text in two languages, row by row, each marked with its language.</meta>
        </xsl:if>
        <xsl:if test="$side">
          <meta property="schema:accessibilitySummary">Text with a table of contents.</meta>
        </xsl:if>
      </metadata>
      <manifest>
        <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
        <item id="cover" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>
        <item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>
        <xsl:apply-templates select="e:section" mode="e:manifest"/>
        <item id="plain" href="plain.css" media-type="text/css"/>
        <xsl:if test="$wide"><item id="wide" href="wide.css" media-type="text/css"/></xsl:if>
        <xsl:if test="$css"><item id="user" href="user.css" media-type="text/css"/></xsl:if>
        <xsl:for-each select="$images">
          <item id="{translate(@e:file, '/.', '--')}" href="{@e:file}" media-type="{@e:type}"/>
        </xsl:for-each>
      </manifest>
      <spine><itemref idref="title"/><xsl:apply-templates select="e:section" mode="e:spine"/></spine>
    </package>
  </xsl:template>

  <xsl:template match="e:section" mode="e:manifest">
    <xsl:variable name="file"><xsl:apply-templates select="." mode="e:file"/></xsl:variable>
    <xsl:element name="item" namespace="http://www.idpf.org/2007/opf">
      <xsl:attribute name="id"><xsl:value-of select="@xml:id"/></xsl:attribute>
      <xsl:attribute name="href"><xsl:value-of select="$file"/></xsl:attribute>
      <xsl:attribute name="media-type">application/xhtml+xml</xsl:attribute>
    </xsl:element>
  </xsl:template>
  <xsl:template match="e:section" mode="e:spine">
    <xsl:element name="itemref" namespace="http://www.idpf.org/2007/opf"><xsl:attribute name="idref"><xsl:value-of select="@xml:id"/></xsl:attribute></xsl:element>
  </xsl:template>
</xsl:stylesheet>
