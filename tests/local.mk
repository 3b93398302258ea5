check_PROGRAMS += tests/unit/align tests/unit/sentence tests/unit/lexicon tests/unit/links tests/unit/words tests/unit/language tests/unit/page
tests_unit_language_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_page_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_page_CPPFLAGS = $(AM_CPPFLAGS) -DSOURCE_DIR='"$(abs_srcdir)"'
tests_unit_sentence_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_lexicon_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_links_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_align_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_words_LDADD = $(LDADD) $(CMOCKA_LIBS)
EXTRA_DIST += tests/count
EXTRA_PROGRAMS = tests/bench/cuts tests/bench/dictionary
tests_bench_cuts_SOURCES = tests/bench/cuts.c
tests_bench_dictionary_SOURCES = tests/bench/dictionary.c
EXTRA_DIST += tests/bench/run tests/bench/speed
EXTRA_PROGRAMS += tests/bench/language/train
tests_bench_language_train_SOURCES = tests/bench/language/train.c
EXTRA_DIST += tests/bench/language/run tests/bench/language/text.py
EXTRA_DIST += tests/unit/unit.h tests/lint tests/golden tests/ledger tests/rows tests/variants samples/dourov.xhtml samples/fop.xml
