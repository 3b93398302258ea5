../a\ b.epub ../c.html: page.html ./page_files/a\ b.png ./s.svg
page.html:
./page_files/a\ b.png:
./s.svg:
