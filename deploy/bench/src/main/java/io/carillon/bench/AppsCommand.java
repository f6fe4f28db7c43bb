package io.carillon.bench;

import io.carillon.bench.apps.ManyAppsBench;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Fills a platform with apps, or measures how soon a change of one holds on every node. */
@Command(
        name = "apps",
        description =
                "Makes many apps (with --setup-token), or switches some of them off and measures when nodes know (with --token).",
        mixinStandardHelpOptions = true)
final class AppsCommand implements Callable<Integer> {

    @Option(names = "--control-plane", required = true, description = "host:port of the management API")
    private String controlPlane = "";

    @Option(names = "--setup-token", defaultValue = "", description = "of the one-time link; prints an API token")
    private String setupToken = "";

    @Option(names = "--token", defaultValue = "", description = "the API token that filling printed")
    private String token = "";

    @Option(names = "--nodes", split = ",", description = "host:port of each broker")
    private List<String> nodes = List.of();

    @Option(names = "--apps", defaultValue = "10000", description = "how many to make [10000]")
    private int apps;

    @Option(names = "--keys", defaultValue = "3", description = "key pairs of each [3]")
    private int keys;

    @Option(names = "--rounds", defaultValue = "300", description = "changes that are measured [300]")
    private int rounds;

    @Override
    public Integer call() {
        System.out.println(
                token.isEmpty()
                        ? ManyAppsBench.fill(controlPlane, setupToken, apps, keys)
                        : ManyAppsBench.reach(controlPlane, token, nodes, rounds));
        return 0;
    }
}
