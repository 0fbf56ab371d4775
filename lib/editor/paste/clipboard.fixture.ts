/** Clipboard HTML in the shape that programs write, and a reader of HTML for where there is no browser. */
import type { Nodes } from "hast";
import { fromHtml as parseHtml } from "hast-util-from-html";
import { type DomNode, fromDom } from "./index.ts";

function domOf(node: Nodes): DomNode {
  if (node.type === "text") return { nodeType: 3, nodeName: "#text", nodeValue: node.value, childNodes: [] };
  const children = "children" in node ? node.children.map((child) => domOf(child as Nodes)) : [];
  if (node.type === "root") return { nodeType: 1, nodeName: "BODY", nodeValue: null, childNodes: children };
  if (node.type !== "element") return { nodeType: 8, nodeName: "#comment", nodeValue: "", childNodes: [] };
  const attributes = Object.entries(node.properties).map(([name, value]) => ({
    name: name === "className" ? "class" : name.replace(/^(data|aria)(?=[A-Z])/u, "$1-"),
    value: Array.isArray(value) ? value.join(" ") : String(value),
  }));
  return { nodeType: 1, nodeName: node.tagName, nodeValue: null, childNodes: children, attributes };
}

export function treeOf(html: string) {
  return fromDom(domOf(parseHtml(html, { fragment: true })));
}

export const word = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm} --></style>
<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h2>Memory<o:p></o:p></h2>
<p class=MsoNormal><span style='mso-ansi-language:EN-GB'>A <b style='mso-bidi-font-weight:normal'>cache</b>&nbsp;
keeps <i>hot</i> data<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference><span style='mso-special-character:footnote'><![if !supportFootnotes]>[1]<![endif]></span></span></a>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol;mso-bidi-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>First<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Inner</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp; </span></span>Second</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>3.<span>&nbsp; </span></span>Three</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>4.<span>&nbsp; </span></span>Four</p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<table class=MsoTableGrid border=1><tr><td width=100><p class=MsoNormal>Kind</p></td><td><p class=MsoNormal align=center>Size | MB</p></td></tr>
<tr><td><p class=MsoNormal>L1</p></td><td><p class=MsoNormal>0.03</p></td></tr></table>
<p class=MsoNormal><img width=10 height=10 src="file:///C:/a.png" v:shapes="x"></p>
<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all><hr align=left size=1 width="33%"><![endif]>
<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a style='mso-footnote-id:ftn1' href="#_ftnref1" name="_ftn1"><span class=MsoFootnoteReference>[1]</span></a> Often read.</p></div></div>
<!--EndFragment--></body></html>`;

export const googleDocs = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1b2c"><h2 dir="ltr" style="line-height:1.38"><span style="font-size:16pt;font-family:Arial;font-weight:400;">Training</span></h2><p dir="ltr"><span style="font-size:11pt;font-weight:400;">Plain, </span><span style="font-weight:700;">bold</span><span style="font-weight:400;font-style:italic;"> slanted</span><span style="font-weight:400;"> and </span><a href="https://www.google.com/url?q=https://example.org/a%3Fb%3D1&amp;sa=D" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">a link</span></a><span>, x</span><span style="vertical-align:super;font-size:0.6em;">2</span><span>.</span></p><ul style="margin-top:0"><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>One</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>Deeper</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr"><span>Two</span></p></li></ul><br /><div dir="ltr" align="left"><table><colgroup><col /><col /></colgroup><tbody><tr><td><p dir="ltr"><span>a</span></p></td><td><p dir="ltr"><span>b</span></p></td></tr><tr><td><p><span>c</span></p></td><td><br /></td></tr></tbody></table></div></b><br class="Apple-interchange-newline">`;

export const web = `<meta charset="utf-8"><script>alert(1)</script><style>p{color:red}</style>
<h1 style="font-weight: 700">Caches <a class="anchor" aria-hidden="true" href="#caches">#</a><span class="mw-editsection">[edit]</span></h1>
<p>Energy <span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>E</mi></mrow><annotation encoding="application/x-tex">E = mc^2</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">E=mc2</span></span> is<sup class="reference">[2]</sup> 3 &lt; 4 * 5 * 6.</p>
<p onclick="alert(2)">Go <a href="javascript:alert(3)">here</a> or <a href="https://example.org/x_(y)" onmouseover="x()">there</a>, use <code>a_b</code>.<br><br>New paragraph <s>old</s>.</p>
<div class="highlight highlight-source-python"><pre>x = 1
y = <span class="pl-c1">2</span></pre></div>
<span class="katex-display"><span class="katex"><span class="katex-mathml"><math display="block"><annotation encoding="application/x-tex">a = b</annotation></math></span></span></span>
<blockquote><p>Quoted</p></blockquote><hr>
<ol start="3"><li>three<ul><li>inner</li></ul></li><li><p>four</p></li></ol>
<table><caption>Sizes</caption><thead><tr><th>Name</th><th style="text-align: right">Size</th></tr></thead><tbody><tr><td>a<br>b</td><td>1</td></tr><tr><td colspan="2">both</td></tr></tbody></table>
<dl><dt>Latency</dt><dd>Time until.</dd></dl>
<p>Smile <img alt="😀" src="x.png"> and <img src="https://example.org/a.png" onerror="alert(4)"></p>
<p style="display:none">Hidden</p>`;
