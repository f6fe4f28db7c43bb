package io.carillon.micronaut;

import io.carillon.client.testing.ReadmeApp;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippet with which the README begins, as an app of its own. */
class ReadmeIT {

    @TempDir
    private Path classes;

    @Test
    void the_snippet_answers_an_order_with_another_event() throws Exception {
        new ReadmeApp(SnippetApp.class, classes, ReadmeIT::variable).answersAnOrder("Orders");
    }

    private static String variable(String name) {
        return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
