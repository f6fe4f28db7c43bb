package io.carillon.controlplane.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsPageTest {

    private final ErrorsPage page = ErrorsPage.of(Errors.chapters());

    @Test
    void every_refusal_is_a_row_that_links_lead_to() {
        assertThat(page.html()).contains("""
                <tr id="presence_only"><th scope="row"><a href="#presence_only">presence_only</a></th>\
                <td>400</td><td>Members were asked of a channel that has none.</td>\
                <td>Ask only for channels whose name begins with presence-; for lists, send filter_by_prefix=presence-.</td></tr>
                """);
        for (Chapter chapter : Errors.chapters()) {
            assertThat(page.html()).contains("<h2 id=\"" + chapter.anchor() + "\">");
            for (Entry entry : chapter.entries()) {
                assertThat(page.html()).containsOnlyOnce(" id=\"" + entry.anchor() + "\"");
            }
        }
    }

    @Test
    void text_is_never_taken_for_markup() {
        String hostile = "\"><script>alert('&')</script>";
        var chapter =
                new Chapter(hostile, hostile, hostile, List.of(hostile, hostile), List.of(Entry.of(hostile, hostile)));

        String html = ErrorsPage.of(List.of(chapter)).html();

        assertThat(html)
                .contains("<td>&quot;&gt;&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;</td>")
                .doesNotContain("<script");
    }

    @Test
    void the_policy_allows_the_one_style_of_the_page_and_nothing_else() throws Exception {
        String style = page.html()
                .substring(page.html().indexOf("<style>") + 7, page.html().indexOf("</style>"));
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));

        assertThat(page.contentSecurityPolicy())
                .isEqualTo("default-src 'none'; style-src 'sha256-" + hash
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(page.html()).doesNotContain("<script", "style=\"", "src=", "url(", "href=\"http");
    }
}
