# Everything but main is a library that tests link.
noinst_LIBRARIES += libenregard.a
libenregard_a_SOURCES = \
  filter/abreast.c filter/abreast.h \
  filter/align.c filter/align.h \
  filter/anchors.c filter/anchors.h \
  filter/article.c filter/article.h \
  filter/array.h \
  filter/associate.c filter/associate.h \
  filter/autop.c filter/autop.h \
  filter/band.c filter/band.h \
  filter/bead_score.c filter/bead_score.h \
  filter/beads.c filter/beads.h \
  filter/bilingual.c filter/bilingual.h \
  filter/bitext.c filter/bitext.h \
  filter/blocks.c filter/blocks.h \
  filter/book.c filter/book.h \
  filter/buffer.c filter/buffer.h \
  filter/charset.c filter/charset.h \
  filter/clean.c filter/clean.h \
  filter/columns.c filter/columns.h \
  filter/container.c filter/container.h \
  filter/corrections.c filter/corrections.h \
  filter/corrections_xml.c filter/corrections_xml.h \
  filter/crew.c filter/crew.h \
  filter/cuts.c filter/cuts.h \
  filter/dependencies.c filter/dependencies.h \
  filter/detect.c filter/detect.h filter/language_weights.c \
  filter/dropped.c filter/dropped.h \
  filter/dump.c filter/dump.h \
  filter/epub.c filter/epub.h \
  filter/error.c filter/error.h \
  filter/feed.c filter/feed.h \
  filter/fine.c filter/fine.h \
  filter/flow.c filter/flow.h \
  filter/functions.c filter/functions.h \
  filter/furniture.c filter/furniture.h \
  filter/halves.c filter/halves.h \
  filter/hand.c filter/hand.h \
  filter/headings.c filter/headings.h \
  filter/images.c filter/images.h \
  filter/input.c filter/input.h \
  filter/intern.c filter/intern.h \
  filter/labels.c filter/labels.h \
  filter/language.c filter/language.h \
  filter/language_data.c filter/language_data.h \
  filter/lattice.c filter/lattice.h \
  filter/freedict.c filter/freedict.h \
  filter/lead.c filter/lead.h \
  filter/learn.c filter/learn.h \
  filter/lexicon.c filter/lexicon.h filter/lexicon_file.h \
  filter/lexicon_compile.c filter/lexicon_compile.h \
  filter/lines.c filter/lines.h \
  filter/links.c filter/links.h \
  filter/listing.c filter/listing.h \
  filter/marks.c filter/marks.h \
  filter/measure.c filter/measure.h \
  filter/memory.c filter/memory.h \
  filter/metadata.c filter/metadata.h \
  filter/message.c filter/message.h \
  filter/options.c filter/options.h \
  filter/output.c filter/output.h \
  filter/pairs.c filter/pairs.h \
  filter/pandoc_ast.c filter/pandoc_ast.h \
  filter/pandoc_file.c filter/pandoc_file.h \
  filter/pandoc_page.c filter/pandoc_page.h \
  filter/pandoc_shape.c filter/pandoc_shape.h \
  filter/plain.c filter/plain.h \
  filter/pool.c filter/pool.h \
  filter/post.c filter/post.h \
  filter/program.c filter/program.h \
  filter/range.c filter/range.h \
  filter/records.c filter/records.h \
  filter/references.c filter/references.h \
  filter/render.c filter/render.h \
  filter/report.c filter/report.h \
  filter/rules.c filter/rules.h \
  filter/sandbox.c filter/sandbox.h \
  filter/score.c filter/score.h \
  filter/seam.c filter/seam.h \
  filter/sentence.c filter/sentence.h \
  filter/separate.c filter/separate.h \
  filter/sites.c filter/sites.h \
  filter/source.c filter/source.h \
  filter/stages.c filter/stages.h \
  filter/targets.c filter/targets.h \
  filter/text.c filter/text.h \
  filter/title.c filter/title.h \
  filter/typography.c filter/typography.h \
  filter/utf8.c filter/utf8.h \
  filter/weights.c filter/weights.h filter/weights.def \
  filter/windows.c filter/windows.h \
  filter/words.c filter/words.h \
  filter/zip.c filter/zip.h \
  filter/xml.c filter/xml.h \
  filter/xpath.c filter/xpath.h
LDADD = libenregard.a $(DEPS_LIBS) -lstemmer -lm
bin_PROGRAMS = enregard pandoc-enregard
pandoc_enregard_SOURCES = filter/pandoc_main.c
pandoc_enregard_LDFLAGS = $(PROGRAM_LDFLAGS)
pandoc_enregard_LDADD = libenregard.a $(PROGRAM_LIBS)
enregard_SOURCES = filter/main.c
enregard_LDFLAGS = $(PROGRAM_LDFLAGS)
enregard_LDADD = libenregard.a $(PROGRAM_LIBS)
libenregard_a_CPPFLAGS = $(AM_CPPFLAGS) -DPKGDATADIR='"$(pkgdatadir)"'
nobase_dist_pkgdata_DATA = stylesheets/tsv.xsl stylesheets/json.xsl stylesheets/jsonl.xsl stylesheets/tmx.xsl stylesheets/xliff.xsl stylesheets/text.xsl stylesheets/html.xsl \
  stylesheets/docbook.xsl stylesheets/epub.xsl stylesheets/fo.xsl stylesheets/review.xsl stylesheets/bitext.rng \
  stylesheets/lib/escape.xsl stylesheets/lib/notes.xsl stylesheets/lib/outer.xsl stylesheets/lib/page.xsl stylesheets/lib/plain.xsl stylesheets/lib/words.xsl stylesheets/lib/fill.xsl stylesheets/lib/words-script.xml stylesheets/lib/review-script.xml stylesheets/lib/review-style.xml stylesheets/rules/page.xml
nobase_dist_pkgdata_SCRIPTS = stylesheets/facing.sh
bashcompletiondir = $(datadir)/bash-completion/completions
dist_bashcompletion_DATA = filter/completions/enregard
zshcompletiondir = $(datadir)/zsh/site-functions
dist_zshcompletion_DATA = filter/completions/_enregard
fishcompletiondir = $(datadir)/fish/vendor_completions.d
dist_fishcompletion_DATA = filter/completions/enregard.fish
dist_man_MANS = filter/enregard.1 filter/enregard.5 filter/pandoc-enregard.1
