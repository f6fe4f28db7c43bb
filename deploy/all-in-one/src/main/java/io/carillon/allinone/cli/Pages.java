package io.carillon.allinone.cli;

import io.carillon.allinone.cli.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of a list is asked for. People get all of it; programs one page, which says where the next begins. */
final class Pages {

    private static final String MOST = "200";

    @Option(names = "--after", paramLabel = "NEXT", description = "Begin behind this; the 'next' of a page before.")
    private @Nullable String after;

    @Option(names = "--limit", paramLabel = "NUMBER", description = "Items of a page, 1 to " + MOST + ", with --json.")
    private @Nullable String limit;

    /**
     * Asks for the list and prints it.
     *
     * @param query names and values by turns that are asked for as well
     * @param row adds an item to the table
     */
    void print(
            Session session, String path, List<@Nullable String> query, Table table, Consumer<Json> row, String none) {
        Api api = session.api();
        String answered = api.get(path + query(query, after, limit));
        if (session.isForPrograms()) {
            session.print(answered, paint -> "");
            return;
        }
        for (Json page = Json.read(answered); ; ) {
            page.at("items").items().forEach(row);
            Json next = page.at("next");
            if (next.isNothing() || limit != null) {
                break;
            }
            page = Json.read(api.get(path + query(query, next.text(), MOST)));
        }
        session.print(answered, paint -> table.isEmpty() ? none + "\n" : table.text(paint));
    }

    private static String query(List<@Nullable String> query, @Nullable String after, @Nullable String limit) {
        List<@Nullable String> all = new ArrayList<>(query);
        all.add("after");
        all.add(after);
        all.add("limit");
        all.add(limit);
        return Api.query(all.toArray(String[]::new));
    }
}
