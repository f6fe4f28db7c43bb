package io.carillon.controlplane.docs;

import java.util.Collections;
import java.util.List;

/** The same as the page, for those who read the repository. */
final class ErrorsDocument {

    /** Run at the root of the repository. */
    static final String COMMAND =
            "./mvnw -pl control-plane-api test -Dtest=ErrorsDocumentTest -Dcarillon.docs.write=true";

    private ErrorsDocument() {}

    static String markdown(List<Chapter> chapters) {
        var text = new StringBuilder();
        text.append("# ").append(escape(Errors.TITLE)).append("\n\n");
        text.append("<!-- Written by `").append(COMMAND).append("` from the sources; not to be edited here. -->\n\n");
        text.append(escape(Errors.LEAD)).append(" A running server shows this page at `/docs/errors`.\n");
        chapters.forEach(chapter -> append(text, chapter));
        return text.toString();
    }

    private static void append(StringBuilder text, Chapter chapter) {
        text.append("\n## ").append(escape(chapter.title())).append("\n\n");
        text.append(escape(chapter.lead())).append("\n\n");
        appendRow(text, chapter.columns().stream().map(ErrorsDocument::escape).toList());
        appendRow(text, Collections.nCopies(chapter.columns().size(), "---"));
        for (Entry entry : chapter.entries()) {
            String anchor = "<a id=\"" + entry.anchor() + "\"></a>`" + entry.anchor() + "`";
            text.append("| ").append(anchor).append(' ');
            appendRow(text, entry.cells().stream().map(ErrorsDocument::escape).toList());
        }
    }

    private static void appendRow(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** Nothing in a text may be taken for Markdown; underscores within words and between spaces are not. */
    private static String escape(String text) {
        return text.replaceAll("[\\\\`*<>\\[\\]|&]", "\\\\$0");
    }
}
