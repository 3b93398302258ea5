# Everything but main is a library that tests link.
noinst_LIBRARIES += libenregard.a
libenregard_a_SOURCES = \
  filter/align.c filter/align.h \
  filter/array.h \
  filter/buffer.c filter/buffer.h \
  filter/detect.c filter/detect.h filter/language_weights.c \
  filter/error.c filter/error.h \
  filter/input.c filter/input.h \
  filter/intern.c filter/intern.h \
  filter/language_data.c filter/language_data.h \
  filter/lexicon.c filter/lexicon.h \
  filter/links.c filter/links.h \
  filter/memory.c filter/memory.h \
  filter/message.c filter/message.h \
  filter/sentence.c filter/sentence.h \
  filter/text.c filter/text.h \
  filter/utf8.c filter/utf8.h \
  filter/words.c filter/words.h \
  filter/xml.c filter/xml.h
LDADD = libenregard.a $(DEPS_LIBS) -lm
