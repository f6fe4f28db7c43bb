package io.carillon.bench;

import io.carillon.bench.tokens.TokensBench;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures connection tokens on a platform that nobody has signed in to yet. */
@Command(
        name = "tokens",
        description = "Measures how soon a revocation is everywhere, and whom slow signatures keep waiting.",
        mixinStandardHelpOptions = true)
final class TokensCommand implements Callable<Integer> {

    @Option(names = "--control-plane", required = true, description = "host:port of the management API")
    private String controlPlane = "";

    @Option(names = "--setup-token", required = true, description = "of the one-time link")
    private String setupToken = "";

    @Option(names = "--nodes", required = true, split = ",", description = "host:port of each broker")
    private List<String> nodes = List.of();

    @Option(names = "--rounds", defaultValue = "200", description = "tokens that are revoked [200]")
    private int rounds;

    @Option(names = "--arrivals", defaultValue = "100", description = "clients that come each second [100]")
    private int arrivals;

    @Option(names = "--seconds", defaultValue = "10", description = "how long they come [10]")
    private int seconds;

    @Override
    public Integer call() {
        System.out.println(TokensBench.run(controlPlane, setupToken, nodes, rounds, arrivals, seconds));
        return 0;
    }
}
