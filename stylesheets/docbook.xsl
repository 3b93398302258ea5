<?xml version="1.0" encoding="UTF-8"?>
<!-- DocBook 5: an article, or a book; rows are the rows of tables, a table between two headings, which are sections'. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml"
                xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://docbook.org/ns/docbook"
                exclude-result-prefixes="e h">
  <xsl:import href="lib/notes.xsl"/>
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
      <xsl:if test="e:translator"><othercredit class="translator"><personname><xsl:value-of select="e:translator"/></personname></othercredit></xsl:if>
      <xsl:if test="e:date"><date><xsl:value-of select="e:date"/></date></xsl:if>
      <xsl:if test="e:publisher"><publisher><publishername><xsl:value-of select="e:publisher"/></publishername></publisher></xsl:if>
      <xsl:if test="e:source"><bibliosource class="uri"><xsl:value-of select="e:source/@href"/></bibliosource></xsl:if>
    </info>
  </xsl:template>

  <!-- Notes stand where their numbers are. -->
  <xsl:template match="e:section">
    <xsl:variable name="id" select="@xml:id"/>
    <xsl:call-template name="flow">
      <xsl:with-param name="rows" select="e:row[not(e:side/*[@id and key('noteref', concat($id, '#', @id))])]"/>
    </xsl:call-template>
  </xsl:template>

  <!-- Rows as tables and sections: a heading's section goes up to the next heading that is not deeper. -->
  <xsl:template name="flow">
    <xsl:param name="rows"/>
    <xsl:variable name="heads" select="$rows[@role = 'heading' and not(e:side/*[2]) and (e:side/h:h1 | e:side/h:h2 | e:side/h:h3 | e:side/h:h4 | e:side/h:h5 | e:side/h:h6)]"/>
    <xsl:choose>
      <xsl:when test="not($heads)"><xsl:call-template name="table"><xsl:with-param name="rows" select="$rows"/></xsl:call-template></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="head" select="$heads[1]"/>
        <xsl:variable name="at" select="number(substring($head/@xml:id, 2))"/>
        <xsl:variable name="level" select="substring(local-name($head/e:side/*[starts-with(local-name(), 'h')]), 2)"/>
        <xsl:variable name="next" select="$heads[position() &gt; 1 and substring(local-name(e:side/*[starts-with(local-name(), 'h')]), 2) &lt;= $level][1]"/>
        <xsl:variable name="end" select="number(concat(substring($next/@xml:id, 2), substring('999999999', 1, 9 * not($next))))"/>
        <xsl:call-template name="table">
          <xsl:with-param name="rows" select="$rows[number(substring(@xml:id, 2)) &lt; $at]"/>
        </xsl:call-template>
        <xsl:apply-templates select="$head" mode="e:section">
          <xsl:with-param name="rows" select="$rows[number(substring(@xml:id, 2)) &gt; $at and number(substring(@xml:id, 2)) &lt; $end]"/>
        </xsl:apply-templates>
        <xsl:if test="$next">
          <xsl:call-template name="flow"><xsl:with-param name="rows" select="$rows[number(substring(@xml:id, 2)) &gt;= $end]"/></xsl:call-template>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The heading over the notes has nothing below it any more. -->
  <xsl:template match="e:row" mode="e:section">
    <xsl:param name="rows"/>
    <xsl:variable name="section" select="../@xml:id"/>
    <xsl:if test="$rows or not(following-sibling::e:row[1]/e:side/*[@id and key('noteref', concat($section, '#', @id))])">
      <section>
        <xsl:attribute name="xml:id"><xsl:value-of select="@xml:id"/></xsl:attribute>
        <title>
          <xsl:copy-of select="e:side[*][1]/@xml:lang"/>
          <xsl:for-each select="e:side[*][1]/*"><xsl:call-template name="anchor"/><xsl:apply-templates/></xsl:for-each>
        </title>
        <xsl:if test="e:side[1]/* and e:side[2]/*">
          <subtitle xml:lang="{e:side[2]/@xml:lang}"><xsl:for-each select="e:side[2]/*"><xsl:call-template name="anchor"/><xsl:apply-templates/></xsl:for-each></subtitle>
        </xsl:if>
        <xsl:call-template name="flow"><xsl:with-param name="rows" select="$rows"/></xsl:call-template>
        <xsl:if test="not($rows)"><para/></xsl:if>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="table">
    <xsl:param name="rows"/>
    <xsl:if test="$rows">
      <informaltable frame="none" rowsep="0" colsep="0">
        <tgroup cols="2">
          <colspec colwidth="1*"/><colspec colwidth="1*"/>
          <tbody><xsl:apply-templates select="$rows"/></tbody>
        </tgroup>
      </informaltable>
    </xsl:if>
  </xsl:template>

  <xsl:template match="e:row"><row role="{@role}"><xsl:apply-templates select="e:side"/></row></xsl:template>

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

  <xsl:template match="e:side/h:pre"><programlisting><xsl:call-template name="anchor"/><xsl:apply-templates/></programlisting></xsl:template>
  <xsl:template match="e:side/h:h1 | e:side/h:h2 | e:side/h:h3 | e:side/h:h4 | e:side/h:h5 | e:side/h:h6">
    <para><xsl:call-template name="anchor"/><emphasis role="strong"><xsl:apply-templates/></emphasis></para>
  </xsl:template>
  <xsl:template match="e:side/*"><para><xsl:call-template name="anchor"/><xsl:apply-templates/></para></xsl:template>

  <!-- What a link leads to keeps its id. -->
  <xsl:template name="anchor">
    <xsl:variable name="is"><xsl:apply-templates select="." mode="e:is-anchor"/></xsl:variable>
    <xsl:if test="$is = 1">
      <xsl:attribute name="xml:id"><xsl:value-of select="concat(ancestor::e:section/@xml:id, '-', translate(@id, '#', '-'))"/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="h:em | h:i | h:cite"><emphasis><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="h:strong | h:b"><emphasis role="strong"><xsl:apply-templates/></emphasis></xsl:template>
  <xsl:template match="h:code | h:kbd | h:samp"><code><xsl:apply-templates select=".//text()"/></code></xsl:template>
  <xsl:template match="h:sup[not(h:a)]"><superscript><xsl:apply-templates select=".//text()"/></superscript></xsl:template>
  <xsl:template match="h:sub"><subscript><xsl:apply-templates select=".//text()"/></subscript></xsl:template>
  <xsl:template match="h:a[starts-with(@href, 'http') or starts-with(@href, 'mailto:')]">
    <link xlink:href="{@href}"><xsl:apply-templates/></link>
  </xsl:template>
  <xsl:template match="h:a[starts-with(@href, 'http') and key('source', @href)]" priority="1">
    <xsl:variable name="to" select="key('source', @href)[1]"/>
    <xsl:choose>
      <xsl:when test="$to/../e:section[2]"><link linkend="{$to/@xml:id}"><xsl:apply-templates/></link></xsl:when>
      <xsl:otherwise><link xlink:href="{@href}"><xsl:apply-templates/></link></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A number above the line becomes its note, under the number that the page gave it. -->
  <xsl:template match="h:a[starts-with(@href, '#')]">
    <xsl:variable name="of" select="concat(ancestor::e:section/@xml:id, @href)"/>
    <xsl:variable name="note" select="key('anchor', $of)[1]"/>
    <xsl:variable name="refs" select="key('noteref', $of)"/>
    <xsl:variable name="back"><xsl:apply-templates select="." mode="e:is-way-back"/></xsl:variable>
    <xsl:choose>
      <xsl:when test="$back = 1"/>
      <xsl:when test="$note/parent::e:side and generate-id() = generate-id($refs[1])">
        <footnote>
          <xsl:if test="translate(normalize-space(), '[]()*', '') != ''"><xsl:attribute name="label"><xsl:value-of select="translate(normalize-space(), '[]()', '')"/></xsl:attribute></xsl:if>
          <xsl:for-each select="$note/../*"><para><xsl:apply-templates/></para></xsl:for-each>
        </footnote>
      </xsl:when>
      <xsl:when test="$note and count($refs | .) = count($refs)"><superscript><xsl:value-of select="normalize-space()"/></superscript></xsl:when>
      <xsl:when test="$note/parent::e:side and not($refs)"><link linkend="{translate($of, '#', '-')}"><xsl:apply-templates/></link></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="h:br"><xsl:text> </xsl:text></xsl:template>
  <!-- Images that are there, under the page's name for them; of what is not, its text. -->
  <xsl:template match="h:img[@alt != '']"><phrase>[<xsl:value-of select="@alt"/>]</phrase></xsl:template>
  <xsl:template match="h:img[@e:file]" priority="1">
    <xsl:variable name="object">
      <xsl:if test="not(../../self::e:side)">inline</xsl:if>
      <xsl:text>mediaobject</xsl:text>
    </xsl:variable>
    <xsl:element name="{$object}">
      <imageobject><imagedata fileref="{@src}"/></imageobject>
      <xsl:if test="@alt != ''"><textobject><phrase><xsl:value-of select="@alt"/></phrase></textobject></xsl:if>
    </xsl:element>
  </xsl:template>
  <xsl:template match="h:*"><xsl:apply-templates/></xsl:template>
</xsl:stylesheet>
