<?xml version="1.0" encoding="UTF-8"?>
<!-- One page to check the rows in and to mend them: it saves the corrections that `enregard` takes back. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns:h="http://www.w3.org/1999/xhtml" exclude-result-prefixes="e h">
  <xsl:import href="lib/plain.xsl"/>
  <xsl:import href="lib/words.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:variable name="left" select="/e:bitext/@left"/>
  <xsl:variable name="right" select="/e:bitext/@right"/>
  <xsl:variable name="title">
    <xsl:value-of select="/e:bitext/e:head/e:title"/>
    <xsl:if test="not(/e:bitext/e:head/e:title)"><xsl:value-of select="concat($left, ' · ', $right)"/></xsl:if>
  </xsl:variable>

  <xsl:template match="/">
    <xsl:text disable-output-escaping="yes">&lt;!DOCTYPE html&gt;&#10;</xsl:text>
    <html lang="en" data-post="{e:bitext/e:head/e:source/@href} {$title}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="concat('Review: ', $title)"/></title>
        <style><xsl:value-of select="document('lib/review-style.xml')"/></style>
      </head>
      <body>
        <header>
          <h1><xsl:value-of select="$title"/></h1>
          <p id="state"></p>
          <details>
            <summary>Keys</summary>
            <dl>
              <div><dt>n, p</dt><dd>next, previous row to check</dd></div>
              <div><dt>j, k or ↓, ↑</dt><dd>next, previous row</dd></div>
              <div><dt>←, →</dt><dd>the side that u and d work on</dd></div>
              <div><dt>m</dt><dd>merge with the next row</dd></div>
              <div><dt>s</dt><dd>split; then ←, → both cuts, [, ] the active one by a sentence, { } by a word, Tab the other side, Enter, Escape</dd></div>
              <div><dt>u, d</dt><dd>first sentence up, last sentence down; U, D: a word</dd></div>
              <div><dt>x</dt><dd>unlink: each side a row of its own</dd></div>
              <div><dt>c</dt><dd>checked: the row is right</dd></div>
              <div><dt>Delete</dt><dd>leave the row out, or take it back in; of what was left out of the page, too</dd></div>
              <div><dt>&lt;, &gt;</dt><dd>from word to word, with what answers it, as the pointer does</dd></div>
              <div><dt>z, y</dt><dd>undo, redo</dd></div>
              <div><dt>f</dt><dd>only what is to check</dd></div>
              <div><dt>w</dt><dd>save the corrections</dd></div>
            </dl>
          </details>
          <noscript><p>Rows can be read here; mending them needs JavaScript.</p></noscript>
        </header>
        <nav aria-label="To check"><h2>To check</h2><ol id="todo"></ol></nav>
        <main>
          <xsl:for-each select="e:bitext/e:section">
            <section>
              <!-- What its rows are saved under. -->
              <xsl:variable name="about" select="(e:head | ../e:head)[last()]"/>
              <xsl:attribute name="data-post"><xsl:value-of select="normalize-space($about/e:title)"/></xsl:attribute>
              <xsl:attribute name="data-source"><xsl:value-of select="normalize-space($about/e:source/@href)"/></xsl:attribute>
              <xsl:if test="../e:section[2] and e:head/e:title"><h2><xsl:value-of select="e:head/e:title"/></h2></xsl:if>
              <!-- A list a hundred rows: the browser lays out those in view alone. -->
              <xsl:for-each select="e:row[position() mod 100 = 1]">
                <ol class="rows"><xsl:apply-templates select=". | following-sibling::e:row[position() &lt; 100]"/></ol>
              </xsl:for-each>
            </section>
          </xsl:for-each>
          <xsl:apply-templates select="e:bitext[e:section/e:furniture/*]" mode="e:furniture"/>
        </main>
        <canvas id="map" width="14" height="600" aria-hidden="true"></canvas>
        <footer><div role="toolbar" aria-label="Mend the row" id="tools">
          <button data-key="p">Previous</button><button data-key="n">Next to check</button>
          <button data-key="m">Merge</button><button data-key="s">Split</button>
          <button data-key="ArrowLeft">Left</button><button data-key="ArrowRight">Right</button>
          <button data-key="u">Sentence up</button><button data-key="d">Sentence down</button>
          <button data-key="x">Unlink</button><button data-key="c">Checked</button><button data-key="Delete">Leave out</button>
          <button data-key="z">Undo</button><button data-key="y">Redo</button>
          <button data-key="f" aria-pressed="false">Only to check</button><button data-key="w">Save</button>
          <button data-key="Enter" class="cutting">Cut here</button><button data-key="Escape" class="cutting">Cancel</button>
        </div>
        <p id="said" role="status" aria-live="polite"></p></footer>
        <xsl:for-each select="e:bitext/e:section/e:words">
          <script type="application/json" class="words"><xsl:apply-templates select="." mode="e:json"/></script>
        </xsl:for-each>
        <script><xsl:value-of select="document('lib/words-script.xml')"/></script>
        <script><xsl:value-of select="document('lib/review-script.xml')"/></script>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="e:row">
    <li class="row {@role}" tabindex="-1" data-by="{@by}" data-score="{@score}">
      <xsl:if test="@doubtful"><xsl:attribute name="data-doubtful">1</xsl:attribute></xsl:if>
      <xsl:apply-templates select="e:side"/>
    </li>
  </xsl:template>

  <!-- What the rules left out of the page: not rows, but texts that can be taken in. -->
  <xsl:template match="e:bitext" mode="e:furniture">
    <section>
      <h2>Left out of the page</h2>
      <ol class="rows">
        <xsl:for-each select="e:section/e:furniture/*">
          <li class="row furniture" tabindex="-1" data-by="furniture" data-score="" data-rule="{@rule}">
            <xsl:if test="self::e:kept"><xsl:attribute name="data-by">keep</xsl:attribute></xsl:if>
            <div class="c" dir="auto" data-pairs=""><xsl:value-of select="normalize-space(.)"/></div>
          </li>
        </xsl:for-each>
      </ol>
    </section>
  </xsl:template>

  <!-- Text alone, white space folded: what the saved table names rows by. -->
  <xsl:template match="e:side">
    <div class="c" lang="{@xml:lang}" dir="auto">
      <xsl:attribute name="data-pairs">
        <xsl:for-each select=".//h:span[@data-pair]">
          <xsl:value-of select="concat(@data-pair, ':', string-length(normalize-space(.)), ' ')"/>
        </xsl:for-each>
      </xsl:attribute>
      <xsl:call-template name="plain"><xsl:with-param name="nodes" select="*"/></xsl:call-template>
    </div>
  </xsl:template>
</xsl:stylesheet>
