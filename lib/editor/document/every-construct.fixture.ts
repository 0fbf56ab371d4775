/** A chapter with every construct once, written in uneven ways on purpose. */
export const everyConstruct = `---
title:   "A chapter"   # kept
engine: jupyter
---

# Title  {#sec-title .unnumbered}
Text glued to its heading, with *emphasis*, _another_, **strong**, __strong too__,
~~struck~~, \`code\`{.r}, x^2^, H~2~O, a [link](https://example.org "Title"){.c},
a [reference][ref], a [span *of* words]{.smallcaps}, $E=mc^2$ and \\index{Training!cost}.

Setext heading
--------------

A citation [@knuth84, p. 3; see @b], @fig-x, a note[^1], an inline ^[note with **bold**].  Two
spaces, an escape \\*, an entity &amp;, <br> and \`x\`{=html}. A hard break\\
follows; {{< meta title >}} as well.


::::: {.callout-tip title="Goals" collapse="true"}
- [ ] first
- [x] second

:::{.column-margin}
Nested.
:::
:::::

*   padded bullet
*   another

    with a paragraph

1) one
2) two
   - nested
   - more

> A quotation
> of two lines.
>
> - with a list

![**A figure**: caption](images/a.png){#fig-x fig-alt="A chart" width="80%"}

|Column|Other|
|:--|--:|
| a \`x|y\` |2|
|b|  3  |

: **Table**: caption {#tbl-x}

$$
x^2 \\\\
y
$$ {#eq-x}

\`\`\`{python}
#| echo: false
print("x")

done
\`\`\`

    indented code

\`\`\`{=latex}
\\vspace{1ex}
\`\`\`

Term
:   Definition *here*.

| line one
| line two

<!-- a comment
of two lines -->

<div class="x">html</div>

{{< video https://example.org >}}

+-------------+-----------------+
| Grid head   | **Second**      |
+:============+================:+
| - one item  | Words of a cell |
| - two items | on two lines.   |
+-------------+-----------------+
| Last row    | \`code\`          |
+-------------+-----------------+

: A grid. {#tbl-grid}

+-----+-----------+
| a   | wide cell |
|     +-----+-----+
| two | c   | d   |
+-----+-----+-----+

| short | row | here |
|-------|-----|------|
| one   |
| more  | than | three | cells |

***

[^1]: The **footnote** text.

    Second paragraph.

[ref]: https://example.org/ref

Last words`;
