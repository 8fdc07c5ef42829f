import xml.etree.ElementTree as etree

import markdown
from markdown.extensions.codehilite import CodeHiliteExtension, HiliteTreeprocessor


def processor():
    md = markdown.Markdown(extensions=[CodeHiliteExtension(use_pygments=False)])
    return md, md.treeprocessors["hilite"]


def test_empty_code_element_is_left_alone():
    md, proc = processor()
    assert isinstance(proc, HiliteTreeprocessor)
    root = etree.fromstring("<div><pre><code></code></pre><p>after</p></div>")
    proc.run(root)
    assert root.find("p").text == "after"
    assert root.find("pre") is not None


def test_blocks_after_an_empty_one_are_highlighted():
    md, proc = processor()
    root = etree.fromstring("<div><pre><code/></pre><pre><code>x = 1</code></pre></div>")
    proc.run(root)
    assert any("x = 1" in block for block in md.htmlStash.rawHtmlBlocks)


def test_indented_block_still_highlighted():
    html = markdown.markdown("    a = 2", extensions=[CodeHiliteExtension(use_pygments=False)])
    assert '<pre class="codehilite"' in html and "a = 2" in html
