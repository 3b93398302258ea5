<?xml version="1.0" encoding="UTF-8"?>
<!-- One web page, its style inside. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:e="urn:enregard:bitext" xmlns="http://www.w3.org/1999/xhtml"
                exclude-result-prefixes="e">
  <xsl:import href="lib/page.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no" doctype-system="about:legacy-compat"/>

  <xsl:template match="/">
    <html lang="{$left}" xml:lang="{$left}">
      <head>
        <meta charset="UTF-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="$title"/></title>
        <style>
          <xsl:call-template name="css-plain"/>
          <xsl:call-template name="css-wide"/>
        </style>
      </head>
      <body><xsl:apply-templates select="e:bitext" mode="e:page"/></body>
    </html>
  </xsl:template>
</xsl:stylesheet>
