#!/usr/bin/env python3
"""Prints `language TAB text` lines from the translated documentation and messages of Debian packages.

usage: text.py ROOT...: folders into which packages were extracted, or /
"""
import glob, gzip, html.parser, re, struct, sys

TAGS = ['fr', 'en', 'de', 'es', 'it', 'pt', 'nl']
# A language's name in each package: handbook, GNOME's help, GIMP's help, message catalogues.
HANDBOOK = {'fr': 'fr-FR', 'en': 'en-US', 'de': 'de-DE', 'es': 'es-ES', 'it': 'it-IT', 'pt': 'pt-BR',
            'nl': 'nl-NL'}
HELP = {'en': ['C'], 'pt': ['pt', 'pt_BR']}
TEXT = {'p', 'li', 'h1', 'h2', 'h3', 'h4', 'td', 'dt', 'dd', 'th', 'div', 'title', 'ul', 'ol', 'item',
        'desc', 'note', 'page', 'section', 'steps', 'list', 'terms', 'info'}
SKIP = {'pre', 'script', 'style', 'code', 'tt', 'kbd', 'cmd', 'file', 'screen', 'credit', 'license',
        'name', 'email', 'years', 'input', 'output', 'var', 'sys', 'media'}


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.skipped, self.run, self.runs = 0, [], []

    def end_run(self):
        text = re.sub(r'\s+', ' ', ''.join(self.run)).strip()
        self.run = []
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


def pages(root, tag):
    names = HELP.get(tag, [tag])
    for pattern in [f'usr/share/doc/debian-handbook/html/{HANDBOOK[tag]}/*.html',
                    f'usr/share/debian-reference/*.{tag}.html',
                    f'usr/share/doc/maint-guide*/html/*.{tag}.html',
                    f'usr/share/gimp/2.0/help/{tag}/*.html',
                    *[f'usr/share/help/{name}/**/*.page' for name in names]]:
        yield from sorted(glob.glob(f'{root}/{pattern}', recursive=True))


def page_texts(name):
    reader = Reader()
    reader.feed(open(name, encoding='utf-8', errors='replace').read())
    reader.end_run()
    return reader.runs


def catalogue(name):
    """The (message, translation) pairs of a compiled catalogue (GNU gettext manual, 10.3)."""
    data = open(name, 'rb').read()
    count, originals, translations = struct.unpack('<8x3I', data[:20])
    for i in range(count):
        pair = []
        for table in (originals, translations):
            length, offset = struct.unpack('<2I', data[table + 8 * i:table + 8 * i + 8])
            pair.append(data[offset:offset + length].split(b'\0')[0].decode('utf-8', 'replace'))
        if pair[0]:
            yield pair


def plain(message):
    message = re.sub(r'%[-#0-9.*$]*[a-z]+|\\[a-z]|<[^>]*>|--?[a-z][-a-z]*|\$\S+|_', ' ', message)
    return re.sub(r'\s+', ' ', message).strip()


lines = {tag: {} for tag in TAGS}  # dictionaries keep their order
for root in sys.argv[1:]:
    for tag in TAGS:
        for name in pages(root, tag):
            lines[tag].update(dict.fromkeys(page_texts(name)))
        for code in HELP.get(tag, [tag]):
            for name in sorted(glob.glob(f'{root}/usr/share/locale/{code}/LC_MESSAGES/*.mo')):
                for original, translation in catalogue(name):
                    if plain(original) != plain(translation):
                        lines['en'][plain(original)] = None
                        lines[tag][plain(translation)] = None
for tag in TAGS:
    for text in lines[tag]:
        # What stands the same in English was left untranslated.
        if len(re.findall(r'\w+', text)) >= 2 and (tag == 'en' or text not in lines['en']):
            print(tag, text, sep='\t')
