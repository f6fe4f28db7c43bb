package io.carillon.acceptance.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The README, of which some blocks are promises: those behind a comment that says quickstart. */
final class Readme {

    private static final Pattern BLOCK = Pattern.compile("<!-- quickstart -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

    private final String text;

    private Readme(String text) {
        this.text = text;
    }

    static Readme in(Path root) {
        try {
            return new Readme(Files.readString(root.resolve("README.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The promised commands, block by block. */
    List<String> quickstart() {
        var blocks = new ArrayList<String>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(matcher.group(1).strip());
        }
        return blocks;
    }
}
