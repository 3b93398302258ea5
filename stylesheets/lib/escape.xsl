<?xml version="1.0" encoding="UTF-8"?>
<!-- Text inside of JSON's quotation marks: what jsonl.xsl and json.xsl share. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:str="http://exslt.org/strings"
                extension-element-prefixes="str">
  <!-- XML has no other control characters. -->
  <xsl:template name="escape">
    <xsl:param name="text"/>
    <xsl:variable name="quoted" select="str:replace(str:replace($text, '\', '\\'), '&quot;', '\&quot;')"/>
    <xsl:value-of select="str:replace(str:replace(str:replace($quoted, '&#9;', '\t'), '&#10;', '\n'), '&#13;', '\r')"/>
  </xsl:template>
</xsl:stylesheet>
