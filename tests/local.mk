check_PROGRAMS += tests/unit/align tests/unit/sentence tests/unit/lexicon tests/unit/links tests/unit/words
tests_unit_sentence_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_lexicon_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_links_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_align_LDADD = $(LDADD) $(CMOCKA_LIBS)
tests_unit_words_LDADD = $(LDADD) $(CMOCKA_LIBS)
EXTRA_DIST += tests/count
