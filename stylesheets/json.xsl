<?xml version="1.0" encoding="UTF-8"?>
<!-- A document of Pandoc's, as JSON.  Its nodes are written with a comma before each; an array leaves the first one out. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:str="http://exslt.org/strings"
                extension-element-prefixes="str">
  <xsl:import href="lib/notes.xsl"/>
  <xsl:import href="lib/escape.xsl"/>
  <xsl:output method="text" encoding="UTF-8"/>

  <!-- table, which most of Pandoc's writers keep whole; columns, for html and epub; interleaved. -->
  <xsl:param name="layout" select="'table'"/>
  <!-- The writer that it is for: latex, beamer, pdf and typst lose what is in tables, and get columns of their own. -->
  <xsl:param name="writer"/>
  <!-- Pandoc 2.11 to 2.19 read 1.22, later ones 1.23; enregard says which one it was built beside. -->
  <xsl:param name="api" select="'1.22'"/>

  <xsl:variable name="many" select="boolean(/e:bitext/e:section[2])"/>
  <xsl:variable name="latex" select="contains(' latex beamer pdf ', concat(' ', $writer, ' '))"/>
  <xsl:variable name="format"><xsl:choose><xsl:when test="$latex">latex</xsl:when><xsl:otherwise>typst</xsl:otherwise></xsl:choose></xsl:variable>
  <xsl:variable name="none">["",[],[]]</xsl:variable>
  <xsl:variable name="space">,{"t":"Space"}</xsl:variable>
  <xsl:variable name="column">[{"t":"AlignDefault"},{"t":"ColWidth","c":0.5}]</xsl:variable>

  <xsl:template match="/e:bitext">
    <xsl:variable name="meta">
      <xsl:if test="e:head/e:title"><xsl:call-template name="meta"><xsl:with-param name="name" select="'title'"/><xsl:with-param name="values" select="e:head/e:title"/></xsl:call-template></xsl:if>
      <xsl:for-each select="e:head/*[not(self::e:title or self::e:generator or self::e:source)]">
        <xsl:call-template name="meta"><xsl:with-param name="name" select="local-name()"/><xsl:with-param name="values" select="."/></xsl:call-template>
      </xsl:for-each>
      <xsl:if test="not($latex)">,"lang":{"t":"MetaString","c":"<xsl:value-of select="@left"/>"}</xsl:if>
      <xsl:if test="$latex and $layout != 'interleaved'">,"header-includes":{"t":"MetaBlocks","c":[{"t":"RawBlock","c":["latex","\\usepackage{paracol}"]}]}</xsl:if>
    </xsl:variable>
    <xsl:variable name="blocks"><xsl:apply-templates select="e:section"/></xsl:variable>
    <xsl:value-of select="concat('{&quot;pandoc-api-version&quot;:[', translate($api, '.', ','), '],&quot;meta&quot;:{', substring($meta, 2), '},&quot;blocks&quot;:[', substring($blocks, 2), ']}&#10;')"/>
  </xsl:template>

  <!-- Of a title's two, both in a line. -->
  <xsl:template name="meta">
    <xsl:param name="name"/>
    <xsl:param name="values"/>
    <xsl:variable name="inlines"><xsl:apply-templates select="$values" mode="e:line"/></xsl:variable>
    <xsl:value-of select="concat(',&quot;', $name, '&quot;:{&quot;t&quot;:&quot;MetaInlines&quot;,&quot;c&quot;:[', substring($inlines, 2), ']}')"/>
  </xsl:template>

  <!-- Many posts: a heading each. -->
  <xsl:template match="e:section">
    <xsl:variable name="id" select="@xml:id"/>
    <xsl:if test="$many">
      <xsl:call-template name="header">
        <xsl:with-param name="level" select="1"/>
        <xsl:with-param name="id" select="$id"/>
        <xsl:with-param name="inlines"><xsl:apply-templates select="e:head/e:title" mode="e:line"/></xsl:with-param>
      </xsl:call-template>
    </xsl:if>
    <xsl:apply-templates select="e:row[not(e:side/*[@id and key('noteref', concat($id, '#', @id))])]"/>
  </xsl:template>

  <!-- Does it stand in a table?  Headings stand outside, so that contents have them, and so do rows with one side. -->
  <xsl:template match="e:row" mode="e:in-table">
    <xsl:variable name="note"><xsl:apply-templates select="e:side" mode="e:is-note"/></xsl:variable>
    <xsl:if test="not(@role = 'heading') and e:side[1]/* and e:side[2]/* and $note = ''">1</xsl:if>
  </xsl:template>
  <xsl:template match="*" mode="e:in-table"/>

  <xsl:template match="e:row">
    <xsl:variable name="beside"><xsl:apply-templates select="." mode="e:in-table"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="@role = 'heading' and not(e:side/*[2] or e:side/*[not(starts-with(local-name(), 'h'))])"><xsl:apply-templates select="." mode="e:heading"/></xsl:when>
      <xsl:when test="$beside = '' or $layout = 'interleaved'"><xsl:apply-templates select="e:side" mode="e:div"/></xsl:when>
      <xsl:when test="$latex"><xsl:apply-templates select="." mode="e:between">
        <xsl:with-param name="before" select="'\\begin{paracol}{2}'"/><xsl:with-param name="between" select="'\\switchcolumn'"/><xsl:with-param name="after" select="'\\end{paracol}'"/>
      </xsl:apply-templates></xsl:when>
      <xsl:when test="$writer = 'typst'"><xsl:apply-templates select="." mode="e:between">
        <xsl:with-param name="before" select="'#grid(columns: (1fr, 1fr), column-gutter: 1em, ['"/><xsl:with-param name="between" select="'], ['"/><xsl:with-param name="after" select="'])'"/>
      </xsl:apply-templates></xsl:when>
      <xsl:when test="$layout = 'table'"><xsl:apply-templates select="." mode="e:table"/></xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="e:columns"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="e:row" mode="e:heading">
    <xsl:call-template name="header">
      <xsl:with-param name="level" select="substring(local-name(e:side/*), 2) + $many"/>
      <xsl:with-param name="id" select="@xml:id"/>
      <xsl:with-param name="inlines"><xsl:apply-templates select="e:side[*]" mode="e:line"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="header">
    <xsl:param name="level"/>
    <xsl:param name="id"/>
    <xsl:param name="inlines"/>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Header&quot;,&quot;c&quot;:[', $level, ',[&quot;', $id, '&quot;,[],[]],[', substring($inlines, 2), ']]}')"/>
  </xsl:template>

  <!-- Two languages in a line. -->
  <xsl:template match="e:side | e:head/*" mode="e:line">
    <xsl:variable name="inlines">
      <xsl:for-each select="self::*[parent::e:head] | *"><xsl:call-template name="line"/></xsl:for-each>
    </xsl:variable>
    <xsl:if test="position() = 2">,{"t":"Str","c":"&#160;·"},{"t":"Space"}</xsl:if>
    <xsl:choose>
      <xsl:when test="@xml:lang and not($latex)"><xsl:value-of select="concat(',{&quot;t&quot;:&quot;Span&quot;,&quot;c&quot;:[[&quot;&quot;,[],[[&quot;lang&quot;,&quot;', @xml:lang, '&quot;]]],[', substring($inlines, 2), ']]}')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$inlines"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A table from where rows stand side by side to where they do not. -->
  <xsl:template match="e:row" mode="e:table">
    <xsl:variable name="before"><xsl:apply-templates select="preceding-sibling::*[1]" mode="e:in-table"/></xsl:variable>
    <xsl:variable name="after"><xsl:apply-templates select="following-sibling::*[1]" mode="e:in-table"/></xsl:variable>
    <xsl:if test="$before = ''">
      <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Table&quot;,&quot;c&quot;:[', $none, ',[null,[]],[', $column, ',', $column, '],[', $none, ',[]],[[', $none, ',0,[],[')"/>
    </xsl:if>
    <xsl:value-of select="concat(substring(',', 1, string-length($before)), '[', $none, ',[')"/>
    <xsl:for-each select="e:side">
      <xsl:variable name="blocks"><xsl:apply-templates select="." mode="e:div"/></xsl:variable>
      <xsl:value-of select="concat(substring(',', 1, position() - 1), '[', $none, ',{&quot;t&quot;:&quot;AlignDefault&quot;},1,1,[', substring($blocks, 2), ']]')"/>
    </xsl:for-each>
    <xsl:text>]]</xsl:text>
    <xsl:if test="$after = ''"><xsl:value-of select="concat(']]],[', $none, ',[]]]}')"/></xsl:if>
  </xsl:template>

  <xsl:template match="e:row" mode="e:columns">
    <xsl:variable name="sides"><xsl:apply-templates select="e:side" mode="e:div"><xsl:with-param name="column" select="true()"/></xsl:apply-templates></xsl:variable>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Div&quot;,&quot;c&quot;:[[&quot;', @xml:id, '&quot;,[&quot;enregard-row&quot;],[[&quot;style&quot;,&quot;display: flex; flex-wrap: wrap; column-gap: 1.5em&quot;]]],[', substring($sides, 2), ']]}')"/>
  </xsl:template>

  <xsl:template match="e:row" mode="e:between">
    <xsl:param name="before"/>
    <xsl:param name="between"/>
    <xsl:param name="after"/>
    <xsl:call-template name="raw"><xsl:with-param name="text" select="$before"/></xsl:call-template>
    <xsl:apply-templates select="e:side[1]" mode="e:div"/>
    <xsl:call-template name="raw"><xsl:with-param name="text" select="$between"/></xsl:call-template>
    <xsl:apply-templates select="e:side[2]" mode="e:div"/>
    <xsl:call-template name="raw"><xsl:with-param name="text" select="$after"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="raw">
    <xsl:param name="text"/>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;RawBlock&quot;,&quot;c&quot;:[&quot;', $format, '&quot;,&quot;', $text, '&quot;]}')"/>
  </xsl:template>

  <!-- A side's blocks, in a Div that says their language; babel would have to know it. -->
  <xsl:template match="e:side" mode="e:div">
    <xsl:param name="column"/>
    <xsl:variable name="blocks"><xsl:apply-templates select="." mode="e:blocks"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="not(*)"/>
      <xsl:when test="$latex"><xsl:value-of select="$blocks"/></xsl:when>
      <xsl:otherwise>
        <xsl:text>,{"t":"Div","c":[["",[</xsl:text>
        <xsl:if test="$column"><xsl:value-of select="concat('&quot;column&quot;,&quot;', substring('leftright', 1 + 4 * (position() - 1), 3 + position()), '&quot;')"/></xsl:if>
        <xsl:value-of select="concat('],[[&quot;lang&quot;,&quot;', @xml:lang, '&quot;]')"/>
        <xsl:if test="$column">,["style","flex: 1 1 16em; min-width: 0"]</xsl:if>
        <xsl:value-of select="concat(']],[', substring($blocks, 2), ']]}')"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="e:side" mode="e:blocks">
    <xsl:variable name="blocks"><xsl:apply-templates select="*" mode="e:block"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="../@list = 'ordered' and ../@number"><xsl:value-of select="concat(',{&quot;t&quot;:&quot;OrderedList&quot;,&quot;c&quot;:[[', ../@number, ',{&quot;t&quot;:&quot;Decimal&quot;},{&quot;t&quot;:&quot;Period&quot;}],[[', substring($blocks, 2), ']]]}')"/></xsl:when>
      <xsl:when test="../@list = 'bulleted' and ../@number"><xsl:value-of select="concat(',{&quot;t&quot;:&quot;BulletList&quot;,&quot;c&quot;:[[', substring($blocks, 2), ']]}')"/></xsl:when>
      <xsl:when test="../@role = 'quote'"><xsl:value-of select="concat(',{&quot;t&quot;:&quot;BlockQuote&quot;,&quot;c&quot;:[', substring($blocks, 2), ']}')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$blocks"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ==== blocks -->

  <xsl:template match="h:pre" mode="e:block">
    <xsl:variable name="text"><xsl:call-template name="escape"><xsl:with-param name="text" select="string()"/></xsl:call-template></xsl:variable>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;CodeBlock&quot;,&quot;c&quot;:[', $none, ',&quot;', $text, '&quot;]}')"/>
  </xsl:template>
  <xsl:template match="h:hr" mode="e:block">,{"t":"HorizontalRule"}</xsl:template>
  <xsl:template match="*" mode="e:block">
    <xsl:variable name="inlines"><xsl:call-template name="line"/></xsl:variable>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Para&quot;,&quot;c&quot;:[', substring($inlines, 2), ']}')"/>
  </xsl:template>

  <!-- ==== inlines -->

  <!-- What a link leads to is named in front of its text. -->
  <xsl:template name="inlines">
    <xsl:variable name="is"><xsl:apply-templates select="self::h:*" mode="e:is-anchor"/></xsl:variable>
    <xsl:if test="$is = 1">
      <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Span&quot;,&quot;c&quot;:[[&quot;', ancestor::e:section/@xml:id, '-', translate(@id, '#&quot;\', '-'), '&quot;,[],[]],[]]}')"/>
    </xsl:if>
    <xsl:apply-templates mode="e:inline"/>
  </xsl:template>

  <!-- The same of a block, without spaces at its edges. -->
  <xsl:template name="line">
    <xsl:variable name="inlines"><xsl:call-template name="inlines"/></xsl:variable>
    <xsl:variable name="start" select="string-length($space) * starts-with($inlines, $space)"/>
    <xsl:variable name="last" select="string-length($inlines) - string-length($space)"/>
    <xsl:value-of select="substring($inlines, 1 + $start, $last - $start + string-length($space) * (substring($inlines, $last + 1) != $space))"/>
  </xsl:template>

  <!-- Words, and the spaces between them. -->
  <xsl:template match="text()" mode="e:inline">
    <xsl:variable name="text" select="translate(., '&#9;&#10;&#13;', '   ')"/>
    <xsl:if test="starts-with($text, ' ')"><xsl:value-of select="$space"/></xsl:if>
    <xsl:call-template name="words"/>
    <xsl:if test="translate($text, ' ', '') != '' and substring($text, string-length($text)) = ' '"><xsl:value-of select="$space"/></xsl:if>
  </xsl:template>

  <xsl:template name="words">
    <xsl:for-each select="str:tokenize(., ' &#9;&#10;&#13;')">
      <xsl:if test="position() != 1"><xsl:value-of select="$space"/></xsl:if>
      <xsl:text>,{"t":"Str","c":"</xsl:text>
      <xsl:call-template name="escape"><xsl:with-param name="text" select="string()"/></xsl:call-template>
      <xsl:text>"}</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="h:em | h:i | h:dfn | h:var | h:cite" mode="e:inline"><xsl:call-template name="markup"><xsl:with-param name="type" select="'Emph'"/></xsl:call-template></xsl:template>
  <xsl:template match="h:strong | h:b" mode="e:inline"><xsl:call-template name="markup"><xsl:with-param name="type" select="'Strong'"/></xsl:call-template></xsl:template>
  <xsl:template match="h:u | h:ins" mode="e:inline"><xsl:call-template name="markup"><xsl:with-param name="type" select="'Underline'"/></xsl:call-template></xsl:template>
  <xsl:template match="h:s | h:del | h:strike" mode="e:inline"><xsl:call-template name="markup"><xsl:with-param name="type" select="'Strikeout'"/></xsl:call-template></xsl:template>
  <xsl:template match="h:sub" mode="e:inline"><xsl:call-template name="markup"><xsl:with-param name="type" select="'Subscript'"/></xsl:call-template></xsl:template>
  <xsl:template match="h:sup[not(h:a)]" mode="e:inline"><xsl:call-template name="markup"><xsl:with-param name="type" select="'Superscript'"/></xsl:call-template></xsl:template>
  <xsl:template name="markup">
    <xsl:param name="type"/>
    <xsl:variable name="inlines"><xsl:call-template name="inlines"/></xsl:variable>
    <xsl:if test="$inlines != ''"><xsl:value-of select="concat(',{&quot;t&quot;:&quot;', $type, '&quot;,&quot;c&quot;:[', substring($inlines, 2), ']}')"/></xsl:if>
  </xsl:template>

  <xsl:template match="h:q" mode="e:inline">
    <xsl:variable name="inlines"><xsl:call-template name="inlines"/></xsl:variable>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Quoted&quot;,&quot;c&quot;:[{&quot;t&quot;:&quot;DoubleQuote&quot;},[', substring($inlines, 2), ']]}')"/>
  </xsl:template>
  <xsl:template match="h:code | h:kbd | h:samp | h:tt" mode="e:inline">
    <xsl:variable name="text"><xsl:call-template name="escape"><xsl:with-param name="text" select="string()"/></xsl:call-template></xsl:variable>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Code&quot;,&quot;c&quot;:[', $none, ',&quot;', $text, '&quot;]}')"/>
  </xsl:template>
  <xsl:template match="h:br" mode="e:inline">,{"t":"LineBreak"}</xsl:template>
  <xsl:template match="h:*" mode="e:inline"><xsl:call-template name="inlines"/></xsl:template>

  <xsl:template match="h:img" mode="e:inline">
    <xsl:variable name="alt"><xsl:for-each select="@alt"><xsl:call-template name="words"/></xsl:for-each></xsl:variable>
    <xsl:call-template name="link"><xsl:with-param name="type" select="'Image'"/><xsl:with-param name="target" select="@src"/><xsl:with-param name="inlines" select="$alt"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="h:a[@href]" mode="e:inline">
    <xsl:variable name="inlines"><xsl:call-template name="inlines"/></xsl:variable>
    <xsl:call-template name="link"><xsl:with-param name="type" select="'Link'"/><xsl:with-param name="target" select="@href"/><xsl:with-param name="inlines" select="$inlines"/></xsl:call-template>
  </xsl:template>
  <xsl:template name="link">
    <xsl:param name="type"/>
    <xsl:param name="target"/>
    <xsl:param name="inlines"/>
    <xsl:value-of select="concat(',{&quot;t&quot;:&quot;', $type, '&quot;,&quot;c&quot;:[', $none, ',[', substring($inlines, 2), '],[&quot;')"/>
    <xsl:call-template name="escape"><xsl:with-param name="text" select="string($target)"/></xsl:call-template>
    <xsl:text>",""]]}</xsl:text>
  </xsl:template>

  <!-- A number above the line becomes its note; inside the post, a link leads to what it names, where that is there. -->
  <xsl:template match="h:a[starts-with(@href, '#')]" mode="e:inline" priority="1">
    <xsl:variable name="of" select="concat(ancestor::e:section/@xml:id, @href)"/>
    <xsl:variable name="note" select="key('anchor', $of)[1]"/>
    <xsl:variable name="refs" select="key('noteref', $of)"/>
    <xsl:variable name="back"><xsl:apply-templates select="." mode="e:is-way-back"/></xsl:variable>
    <xsl:variable name="inlines"><xsl:call-template name="inlines"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$back = 1"/>
      <xsl:when test="$note/parent::e:side and generate-id() = generate-id($refs[1])">
        <xsl:variable name="blocks"><xsl:apply-templates select="$note/../*" mode="e:block"/></xsl:variable>
        <xsl:value-of select="concat(',{&quot;t&quot;:&quot;Note&quot;,&quot;c&quot;:[', substring($blocks, 2), ']}')"/>
      </xsl:when>
      <xsl:when test="$note and count($refs | .) = count($refs)"><xsl:value-of select="concat(',{&quot;t&quot;:&quot;Superscript&quot;,&quot;c&quot;:[', substring($inlines, 2), ']}')"/></xsl:when>
      <xsl:when test="$note">
        <xsl:call-template name="link"><xsl:with-param name="type" select="'Link'"/><xsl:with-param name="target" select="concat('#', translate($of, '#&quot;\', '-'))"/><xsl:with-param name="inlines" select="$inlines"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$inlines"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
