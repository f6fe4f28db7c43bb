package io.carillon.faults.scenario;

import io.carillon.faults.process.Address;
import io.carillon.faults.process.Await;
import io.carillon.faults.process.CarillonNode;
import io.carillon.faults.process.Cluster;
import io.carillon.faults.process.Metrics;
import io.carillon.faults.process.Proxy;
import io.carillon.faults.process.RedisServer.Persistence;
import io.carillon.faults.process.RunningProcess;
import io.carillon.faults.process.SdkCrowd;
import io.carillon.faults.process.SdkCrowd.Moment;
import io.carillon.faults.process.SdkCrowd.Sdk;
import io.carillon.faults.report.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** All clients of a broker that dies come back at once, and those that are left must not be stormed. */
final class ReconnectStorm implements Scenario {

    private static final int JS_CLIENTS = 2_350;
    private static final int JAVA_CLIENTS = 300;
    private static final int CLIENTS = 2 * JS_CLIENTS + JAVA_CLIENTS;
    /** That each broker lets in within a second. */
    private static final int RATE = 150;

    private static final String CHANNEL = "storm";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration CALM = Duration.ofSeconds(5);
    private static final Duration COMING = Duration.ofMinutes(3);
    private static final Duration COMING_BACK = Duration.ofMinutes(4);
    private static final Duration BEARABLE = Duration.ofMinutes(1);
    private static final Duration HEARING = Duration.ofSeconds(15);

    @Override
    public String name() {
        return "reconnect-storm";
    }

    @Override
    public String story() {
        return "3 brokers behind haproxy, each of which lets in " + RATE + " clients a second. " + CLIENTS
                + " clients of the SDKs (" + 2 * JS_CLIENTS + " of carillon-js in two processes, " + JAVA_CLIENTS
                + " of carillon-client in one), subscribed to a channel, are all on one broker, which is SIGKILLed.";
    }

    @Override
    public void play(Stage stage) {
        stage.needsProgram("haproxy", "haproxy");
        stage.needsProgram("node", "nodejs");
        for (Sdk sdk : Sdk.values()) {
            stage.needs(sdk.isBuilt(stage.jars()), sdk + " was not built: deploy/faults/run reconnect-storm does it");
        }
        Cluster cluster =
                stage.cluster(Persistence.NONE, 3, Map.of("CARILLON_CONNECTS_PER_SECOND", Integer.toString(RATE)));
        CarillonNode victim = cluster.broker(1);
        List<CarillonNode> survivors = List.of(cluster.broker(2), cluster.broker(3));
        Proxy proxy = Proxy.startWatching(stage.processes(), "proxy", cluster.brokers(), List.of(victim));
        List<SdkCrowd> crowds = List.of(
                crowd(stage, "js-1", Sdk.CARILLON_JS, proxy.address(), JS_CLIENTS),
                crowd(stage, "js-2", Sdk.CARILLON_JS, proxy.address(), JS_CLIENTS),
                crowd(stage, "java", Sdk.CARILLON_CLIENT, proxy.address(), JAVA_CLIENTS));
        awaitAllOn(victim, crowds, stage);
        proxy.open(survivors);

        List<Influx> influxes = survivors.stream().map(Influx::new).toList();
        List<RunningProcess> servers = List.of(
                survivors.get(0).process(),
                survivors.get(1).process(),
                proxy.process(),
                cluster.controlPlane().process());
        long atRest = processorMillis(servers);
        Await.pause(CALM);
        long before = processorMillis(servers);
        long killedAt = System.currentTimeMillis();
        victim.process().kill();
        stage.say(victim + " is killed");
        Await.within(COMING_BACK, () -> sum(crowds, Moment::subscribed) == CLIENTS);
        long back = sum(crowds, Moment::subscribed);
        long seconds = Duration.ofMillis(System.currentTimeMillis() - killedAt).toSeconds();
        long worked = processorMillis(servers) - before - seconds * (before - atRest) / CALM.toSeconds();
        double load = Machine.load();
        stage.say(back + " are back");
        influxes.forEach(Influx::close);

        long otherwise =
                survivors.stream().mapToLong(ReconnectStorm::refusedOtherwise).sum();

        var tick = stage.api(cluster.controlPlane()).tick(CHANNEL, "{}").join();
        Await.within(HEARING, () -> sum(crowds, Moment::heard) >= CLIENTS);
        Await.pause(SECOND);
        var wave = new Wave(crowds.stream().map(SdkCrowd::moments).toList(), killedAt);
        judge(stage, influxes, wave, back);
        stage.promise(
                "none of them gives up", sum(crowds, Moment::gaveUp) == 0, sum(crowds, Moment::gaveUp) + " gave up");
        stage.promise(
                "an event that is published then is heard by each of them once",
                tick.status() == 200 && sum(crowds, Moment::heard) == CLIENTS,
                sum(crowds, Moment::heard) + " heard it, answer " + tick.status());
        stage.figure("refused by the brokers for another reason", otherwise, "");
        stage.figure("processor time of brokers, proxy and control plane, beyond that at rest", worked / 1_000.0, "s");
        stage.figure(
                "the same for an attempt to connect, on average",
                Math.round(100.0 * worked / wave.all(Moment::attempts)) / 100.0,
                "ms");
        stage.figure("load average of the machine when all were back", load, "");
    }

    private static void awaitAllOn(CarillonNode victim, List<SdkCrowd> crowds, Stage stage) {
        stage.say(CLIENTS + " clients connect");
        Await.within(COMING, () -> sum(crowds, Moment::subscribed) == CLIENTS);
        long there = (long) victim.metrics().get("carillon_connections");
        stage.promise(
                "all of them were on the broker that died (else this proves nothing)",
                there == CLIENTS && sum(crowds, Moment::subscribed) == CLIENTS,
                there + " of " + CLIENTS);
    }

    private static long refusedOtherwise(CarillonNode broker) {
        Metrics metrics = broker.metrics();
        return (long) (metrics.get("carillon_connections_refused_total")
                - metrics.get("carillon_connections_postponed_total"));
    }

    private static void judge(Stage stage, List<Influx> influxes, Wave wave, long back) {
        List<Long> most =
                influxes.stream().map(influx -> influx.mostWithin(SECOND)).toList();
        stage.promise(
                "no broker lets in more than " + RATE + " within a second, wherever it begins",
                most.stream().allMatch(count -> count <= RATE),
                most + " at most");
        stage.promise(
                "the rate was what held them back (else this proves nothing)",
                most.stream().allMatch(count -> count >= RATE * 8 / 10) && wave.all(Moment::postponed) > CLIENTS / 2,
                most + " at most, " + wave.all(Moment::postponed) + " attempts were put off with 4100");
        stage.promise("everybody comes back and is subscribed", back == CLIENTS, back + " of " + CLIENTS);
        double last = wave.secondsUntil(Moment::connects, CLIENTS);
        stage.promise(
                "within a minute",
                back == CLIENTS && last <= BEARABLE.toSeconds(),
                "the last after " + last + " s; the rate alone takes " + CLIENTS / (2 * RATE) + " s");
        stage.figure("clients", CLIENTS, "");
        stage.figure("let in within a second at most, broker-2", most.get(0), "");
        stage.figure("let in within a second at most, broker-3", most.get(1), "");
        stage.figure("half of them are back after", wave.secondsUntil(Moment::connects, CLIENTS / 2), "s");
        stage.figure("99 of 100 are back after", wave.secondsUntil(Moment::connects, CLIENTS * 99 / 100), "s");
        stage.figure("all are back after", last, "s");
        stage.figure("attempts to connect", wave.all(Moment::attempts), "");
        stage.figure("attempts in the busiest second", wave.mostInSecond(BEARABLE.toSeconds(), Moment::attempts), "");
        stage.figure("attempts a second, seconds 1 to 5", wave.perSecond(0, 5, Moment::attempts), "");
        stage.figure("attempts a second, seconds 6 to 15", wave.perSecond(5, 15, Moment::attempts), "");
        stage.figure("attempts a second, seconds 16 to 30", wave.perSecond(15, 30, Moment::attempts), "");
        stage.figure("attempts put off with 4100", wave.all(Moment::postponed), "");
        stage.figure("connections lost and attempts that failed otherwise", wave.all(Moment::failed), "");
    }

    /** All of them connect within the rate of one broker. */
    private static SdkCrowd crowd(Stage stage, String name, Sdk sdk, Address proxy, int clients) {
        int perSecond = Math.max(1, clients * RATE * 8 / 10 / CLIENTS);
        return SdkCrowd.start(
                stage.processes(), stage.jars(), name, sdk, proxy, stage.app().key(), clients, perSecond, CHANNEL);
    }

    private static long sum(List<SdkCrowd> crowds, ToLongFunction<Moment> number) {
        return crowds.stream().map(SdkCrowd::now).mapToLong(number).sum();
    }

    private static long processorMillis(List<RunningProcess> processes) {
        return processes.stream()
                .mapToLong(process -> process.processorTime().toMillis())
                .sum();
    }
}
