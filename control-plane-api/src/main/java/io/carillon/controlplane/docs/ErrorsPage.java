package io.carillon.controlplane.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The page for browsers. It loads nothing and runs nothing: its one style stands in it, and the policy allows that style by
 * its hash and nothing else.
 *
 * @param html the whole page
 * @param contentSecurityPolicy to be sent with it
 */
record ErrorsPage(String html, String contentSecurityPolicy) {

    static ErrorsPage of(List<Chapter> chapters) {
        String style = style();
        return new ErrorsPage(
                html(chapters, style),
                String.join(
                        "; ",
                        "default-src 'none'",
                        "style-src 'sha256-" + sha256(style) + "'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'"));
    }

    private static String html(List<Chapter> chapters, String style) {
        var html = new StringBuilder(32_768);
        html.append("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - Carillon</title>
                <style>%s</style>
                </head>
                <body>
                <header>
                <h1>%s</h1>
                <p>%s</p>
                """.formatted(escape(Errors.TITLE), style, escape(Errors.TITLE), escape(Errors.LEAD)));
        html.append("<nav>\n");
        chapters.forEach(chapter ->
                html.append("<a href=\"#%s\">%s</a>\n".formatted(escape(chapter.anchor()), escape(chapter.title()))));
        html.append("</nav>\n</header>\n<main>\n");
        chapters.forEach(chapter -> append(html, chapter));
        return html.append("</main>\n</body>\n</html>\n").toString();
    }

    private static void append(StringBuilder html, Chapter chapter) {
        html.append("<section>\n<h2 id=\"%s\">%s</h2>\n<p>%s</p>\n<table>\n<thead>\n<tr>"
                .formatted(escape(chapter.anchor()), escape(chapter.title()), escape(chapter.lead())));
        chapter.columns().forEach(column -> html.append("<th scope=\"col\">%s</th>".formatted(escape(column))));
        html.append("</tr>\n</thead>\n<tbody>\n");
        chapter.entries().forEach(entry -> append(html, entry));
        html.append("</tbody>\n</table>\n</section>\n");
    }

    private static void append(StringBuilder html, Entry entry) {
        String anchor = escape(entry.anchor());
        html.append("<tr id=\"%s\"><th scope=\"row\"><a href=\"#%s\">%s</a></th>".formatted(anchor, anchor, anchor));
        entry.cells().forEach(cell -> html.append("<td>%s</td>".formatted(escape(cell))));
        html.append("</tr>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream file = ErrorsPage.class.getResourceAsStream("errors.css")) {
            if (file == null) {
                throw new IllegalStateException("the jar holds no errors.css");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
