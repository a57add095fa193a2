package org.broadsheet.content.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.broadsheet.content.body.Block.CodeBlock;
import org.broadsheet.content.body.Block.DividerBlock;
import org.broadsheet.content.body.Block.HeadingBlock;
import org.broadsheet.content.body.Block.ImageBlock;
import org.broadsheet.content.body.Block.ListBlock;
import org.broadsheet.content.body.Block.ListItem;
import org.broadsheet.content.body.Block.ParagraphBlock;
import org.broadsheet.content.body.Block.QuoteBlock;
import org.broadsheet.content.body.Block.TableBlock;
import org.broadsheet.content.body.Block.TableCell;
import org.junit.jupiter.api.Test;

class BlockTest {

    private static ListItem item(String text, Block... blocks) {
        return new ListItem(text, text, blocks.length == 0 ? null : List.of(blocks));
    }

    private static ParagraphBlock paragraph(String text) {
        return new ParagraphBlock(text, text);
    }

    @Test
    void theTextOfABodyHasAnEmptyLineBetweenBlocks() {
        assertThat(Block.plain(List.of(
                        new HeadingBlock(2, "a", "A", "<b>A</b>"),
                        paragraph("One"),
                        new QuoteBlock("Two", "<p>Two</p>", List.of()),
                        new CodeBlock("java", "int a;\n", "int a;\n"))))
                .isEqualTo("A\n\nOne\n\nTwo\n\nint a;");
    }

    @Test
    void anOrderedListIsNumberedFromItsStart() {
        assertThat(new ListBlock(true, 9, List.of(item("a"), item("b"))).plain())
                .isEqualTo("9. a\n10. b");
        assertThat(new ListBlock(false, null, List.of(item("a"), item("b"))).plain())
                .isEqualTo("- a\n- b");
        assertThat(new ListBlock(false, null, List.of()).plain()).isEmpty();
    }

    @Test
    void nestedBlocksAreIndented() {
        ListBlock inner = new ListBlock(false, null, List.of(item("b", new ListBlock(true, 1, List.of(item("c"))))));

        assertThat(new ListBlock(false, null, List.of(item("a", inner, paragraph("d")))).plain())
                .isEqualTo("- a\n  - b\n    1. c\n  d");
        assertThat(new ListBlock(false, null, List.of(item("", paragraph("a")))).plain())
                .as("an item may begin with a block")
                .isEqualTo("- a");
    }

    @Test
    void anImageReadsAsItsCaptionOrElseItsDescription() {
        assertThat(new ImageBlock("/a.jpg", "A tower", 1, 1, "The tower", "The tower").plain())
                .isEqualTo("The tower");
        assertThat(new ImageBlock("/a.jpg", "A tower", 1, 1, "", "").plain()).isEqualTo("A tower");
    }

    @Test
    void aTableHasALineForEachRow() {
        TableCell cell = new TableCell("x", "x", null);

        assertThat(new TableBlock(List.of(cell, cell), List.of(List.of(cell, cell), List.of(cell))).plain())
                .isEqualTo("x\tx\nx\tx\nx");
        assertThat(new TableBlock(List.of(), List.of(List.of(cell))).plain()).isEqualTo("x");
        assertThat(new DividerBlock().plain()).isEmpty();
    }
}
