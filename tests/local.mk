check_PROGRAMS += tests/unit/align tests/unit/beads tests/unit/book tests/unit/feed tests/unit/labels tests/unit/language \
  tests/unit/lexicon tests/unit/links tests/unit/page tests/unit/pool tests/unit/references tests/unit/sandbox tests/unit/search tests/unit/sentence tests/unit/words
tests_unit_align_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_beads_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_book_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_feed_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_labels_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_language_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_lexicon_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_links_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_page_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_page_CPPFLAGS = $(AM_CPPFLAGS) -DSOURCE_DIR='"$(abs_srcdir)"'
tests_unit_pool_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_references_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_sandbox_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_search_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_sentence_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_words_LDADD = $(LDADD) $(CMOCKA_LIBS)
# Built by the benches themselves.
EXTRA_PROGRAMS = tests/bench/dictionary tests/bench/fit tests/bench/language/first tests/bench/language/train
EXTRA_DIST += tests/unit/unit.h tests/unit/texts.h tests/count tests/lint tests/golden tests/ledger \
  tests/analysis tests/articles tests/at_least tests/books tests/browser.py tests/conformance tests/coverage tests/epubcheck tests/figures tests/chapter tests/page tests/print tests/faults tests/fuzz tests/learn tests/package tests/review tests/pandoc tests/pandoc3.mjs tests/rows tests/slurm tests/spec tests/languages tests/xliff.rng tests/variants tests/bench/ablation tests/bench/align tests/bench/damage tests/bench/feed tests/bench/jobs tests/bench/large tests/bench/layouts tests/bench/pandoc tests/bench/round_trip.c tests/bench/refit tests/bench/review tests/bench/seam tests/bench/speed \
  tests/bench/language/run tests/bench/language/text.py samples/blog.wxr.xml samples/twice.wxr.xml samples/press.html samples/fete.md samples/layouts samples/Makefile samples/site samples/mine.xsl samples/dourov.xhtml samples/fop.xml

# make fuzz TIME=7200: so many seconds a target.
TIME = 600
fuzz:
	$(srcdir)/tests/fuzz/run $(srcdir) fuzz $(TIME)
.PHONY: fuzz
