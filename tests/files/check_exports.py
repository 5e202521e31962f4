#!/usr/bin/env python3
"""Reads exported files as other programs do and looks for what should be text and is not.

    check_exports.py FOLDER

FOLDER holds the files and expected.json: a list of objects, each with "file" and what is known of
it ("title", "codes", "cells", "settings", "names", "errors", "lines"). Knows the formats alone and
nothing of the program that wrote them. Says on stderr what is wrong and exits with 1 then.
"""
import base64
import csv
import gzip
import html.parser
import json
import os
import re
import struct
import sys
import unicodedata
import xml.etree.ElementTree
import zlib

sys.dont_write_bytecode = True
import check_trace  # its neighbour

SVG = "{http://www.w3.org/2000/svg}"
OURS = "{urn:poolscope:1:}"
SVG_TAGS = {SVG + tag for tag in (
    "svg title desc defs g path rect circle ellipse line polyline polygon text tspan clipPath "
    "linearGradient stop mask pattern metadata").split()} | {OURS + "settings", OURS + "timings"}
HTML_TAGS = set("html head meta title style body header h1 h2 p div span b picture source img section dl dt dd table "
                "tr th td footer".split())
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Where GitHub makes more of a text than a text, outside of code.
LIVE = [r"@[\w-]", r"\b(?:https?|ftp)://", r"\bwww\.", r"[\w.+-]+@[\w-]", r"#\d", r"\bGH-\d", r"<[a-zA-Z/!?]",
        r"&[#\w]+;", r":\w+:", r"\$"]


def unseen(text):
    """The characters of a text that nobody sees and that act on others; line ends are allowed."""
    return [c for c in text if c != "\n" and (
        unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") or c in BIDI
        or 0xfdd0 <= ord(c) <= 0xfdef or ord(c) & 0xfffe == 0xfffe)]


def expect(right, what):
    if not right:
        raise ValueError(what)


def same(seen, known, what):
    expect(seen == known, f"{what} is {seen!a:.300}, must be {known!a:.300}")


def check_markup(root, tags):
    for element in root.iter():
        expect(element.tag in tags, f"there is an element {element.tag}")
        for name, value in element.attrib.items():
            expect(not name.lower().startswith("on"), f"{element.tag} acts {name}")
            expect("script:" not in value and "//" not in value, f"{name} leads to {value}")
        for text in (element.text, element.tail):
            expect(not unseen(text or ""), f"{element.tag} holds {unseen(text or '')!a}")


def check_svg(path, known):
    root = xml.etree.ElementTree.parse(path).getroot()
    check_markup(root, SVG_TAGS)
    titles = root.findall(SVG + "title")
    same([title.text for title in titles], [known["title"]], "the title")
    expect(root[0] is titles[0], "the title is not the first element")
    if "settings" in known:
        carried = json.loads(root.find(f"{SVG}metadata/{OURS}settings").text)
        same(carried["settings"], known["settings"], "what it carries")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.texts = {}
        self.inside = []
        self.pictures = []

    def handle_starttag(self, tag, attributes):
        expect(tag in HTML_TAGS, f"there is an element {tag}")
        for name, value in attributes:
            expect(not name.startswith("on"), f"{tag} acts {name}")
            if name in ("src", "srcset"):
                self.pictures.append(value)
            expect(not unseen(value), f"{name} holds {unseen(value)!a}")
        if tag not in ("meta", "img", "source"):
            self.inside.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        same(tag, self.inside.pop(), "what ends")

    def handle_data(self, data):
        expect(not unseen(data), f"{self.inside} holds {unseen(data)!a}")
        if self.inside:
            self.texts[self.inside[-1]][-1] += data

    def handle_comment(self, data):
        expect(False, f"there is a comment {data!a}")


def check_html(path, known):
    page = Page()
    with open(path, encoding="utf-8", newline="") as file:
        page.feed(file.read())
    page.close()
    same(page.inside, [], "what has no end")
    same(page.texts["p"], [known["run"]], "the paragraphs")
    same(page.texts["title"], [page.texts["h1"][0] + ": " + known["run"]], "the title")
    for picture in page.pictures:
        expect(picture.startswith("data:image/png;base64,"), f"there is a picture {picture:.100}")
        base64.b64decode(picture.split(",")[1], validate=True)
    for value in known["codes"]:
        expect(value in page.texts["td"] + page.texts["footer"] + page.texts["p"], f"{value!a:.300} is not there")


def without_code(line, codes):
    """What stands outside of code in a line; the code itself is added to `codes`."""
    outside = ""
    while line:
        run = re.match(r"`+", line)
        if not run:
            # A mark with a backslash is none.
            size = 2 if re.match(r"\\[!-/:-@\[-`{-~]", line) else 1
            outside += line[:size] if size == 1 else " "
            line = line[size:]
            continue
        fence = run.group()
        end = re.search(f"(?<!`){fence}(?!`)", line[len(fence):])
        expect(end, f"backticks without an end: {line:.100}")
        code = line[len(fence):len(fence) + end.start()]
        if code.startswith(" ") and code.endswith(" ") and code.strip(" "):
            code = code[1:-1]
        codes.append(code)
        outside += " "
        line = line[len(fence) + end.end():]
    return outside


def check_markdown(path, known):
    codes = []
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    expect(not unseen(text), f"it holds {unseen(text)!a}")
    for line in text.split("\n"):
        parts = [line]
        if line.startswith("|"):
            parts = re.split(r"(?<!\\)\|", line)[1:-1]
            same(len(parts), 2, f"the number of cells of {line!a:.300}")
            parts = [part.replace("\\|", "|") for part in parts]
        elif re.fullmatch(r"!\[[\w ,]+\]\([\w.%~-]+\)", line):
            continue
        for part in parts:
            outside = without_code(part.strip(), codes)
            for pattern in LIVE + [r"[\[\]*_~<>]"]:
                expect(not re.search(pattern, outside), f"{outside!a:.300} is more than text: {pattern}")
    for value in known["codes"]:
        expect(value in codes, f"{value!a:.300} is not there as code, but {codes!a:.2000}")


def check_csv(path, known):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    for row in rows:
        for title, cell in row.items():
            number = re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", cell)
            expect(number or not re.match("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]", cell), f"{title} is the formula {cell!a:.100}")
    if "cells" in known:
        same([[row[title] for title in ("worker", "input", "error")] for row in rows],
             known["cells"], "the table")


def check_json(path, known):
    events, problems = check_trace.check(path)
    same(problems, [], "what is wrong with the trace")
    with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
        trace = json.load(file)
    jobs = [event for event in events if event.get("cat") in ("job", "left")]
    if "names" in known:
        same([event["name"] for event in jobs], known["names"], "the names")
        same([event["args"].get("error", "") for event in jobs], known["errors"], "the errors")
        same(trace["metadata"]["origin"], known["origin"], "the origin")
    if "settings" in known:
        same(trace["metadata"]["settings"], known["settings"], "the settings")


def check_sha256(path, known):
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    same(lines.pop(), b"", "the end")
    same(len(lines), known["lines"], "the number of lines")
    for line in lines:
        expect(re.match(rb"\\?[0-9a-f]{64}  .", line), f"a line is {line!a:.300}")


def check_pdf(path, known):
    with open(path, "rb") as file:
        data = file.read()
    xmp = re.search(rb"<\?xpacket begin.*?<\?xpacket end=\"r\"\?>", data, re.DOTALL).group()
    root = xml.etree.ElementTree.fromstring(xmp)
    title = root.find(".//{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li")
    same(title.text, known["title"], "the title")
    raw = re.search(rb"/Title \(((?:[^\\()]|\\.)*)\)", data, re.DOTALL).group(1)
    same(re.sub(rb"\\(.)", rb"\1", raw, flags=re.DOTALL).decode("utf-16"), known["title"], "the title")


def check_png(path, known):
    with open(path, "rb") as file:
        data = file.read()
    at, texts = 8, {}
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        same(struct.unpack(">I", data[at + 8 + length:at + 12 + length])[0], zlib.crc32(kind + body), "a checksum")
        at += length + 12
        if kind == b"iTXt":
            keyword, rest = body.split(b"\0", 1)
            packed, text = rest[0], rest[2:].split(b"\0", 2)[2]
            texts[keyword] = (zlib.decompress(text) if packed else text).decode("utf-8")
        elif kind in (b"tEXt", b"zTXt"):
            keyword, text = body.split(b"\0", 1)
            texts[keyword] = (zlib.decompress(text[1:]) if kind == b"zTXt" else text).decode("latin-1")
    same(texts.get(b"Title"), known["title"], "the title")
    for text in texts.values():
        expect(not unseen(text), f"a text holds {unseen(text)!a}")
    json.loads(texts[b"poolscope-settings"])


CHECKS = {".svg": check_svg, ".html": check_html, ".md": check_markdown, ".csv": check_csv,
          ".json": check_json, ".gz": check_json, ".sha256": check_sha256, ".pdf": check_pdf,
          ".png": check_png}


def main():
    folder = sys.argv[1]
    good = True
    with open(os.path.join(folder, "expected.json"), encoding="utf-8") as file:
        expected = json.load(file)
    for known in expected:
        path = os.path.join(folder, known["file"])
        try:
            CHECKS[os.path.splitext(path)[1]](path, known)
        except (ValueError, KeyError, AttributeError, OSError, csv.Error,
                xml.etree.ElementTree.ParseError) as error:
            good = False
            print(f"{known['file']}: {type(error).__name__}: {error}", file=sys.stderr)
    print(f"{len(expected)} files")
    return 0 if good and expected else 1


if __name__ == "__main__":
    sys.exit(main())
