package io.carillon.allinone;

import io.carillon.backplane.seal.MasterKey;
import io.carillon.controlplane.app.FirstApp;
import io.carillon.controlplane.database.Ids;
import io.carillon.controlplane.database.MemoryDatabase;
import io.carillon.process.server.Addresses;
import io.carillon.process.settings.Role;
import io.carillon.process.settings.Setting;
import io.carillon.process.settings.Settings;
import io.carillon.process.settings.SettingsReader;
import io.carillon.protocol.signature.Secret;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The platform inside another program's JVM, in memory alone: no file and no environment has a say, nothing is written, and no thread is left.
 * Spoken to in words of the JDK, because whoever starts it has other versions of its libraries, and so loads it apart.
 *
 * <p>It supplies where it is, in the words {@code host}, {@code port}, {@code management_port} and {@code operator_token}, which the management
 * API takes, and its first app in {@code app_id}, {@code app_key}, {@code app_secret} and {@code app_token}. Each call makes one more app,
 * and answers with the same words.
 */
public final class Embedded implements Supplier<Map<String, String>>, Callable<Map<String, String>>, AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String ANY_FREE = "0";

    private final Platform platform;
    private final Addresses addresses;
    private final Secret operator;
    private final MemoryDatabase database;
    private final LogLines log;

    private Embedded(Platform platform, Addresses addresses, Secret operator, MemoryDatabase database, LogLines log) {
        this.platform = platform;
        this.addresses = addresses;
        this.operator = operator;
        this.database = database;
        this.log = log;
    }

    /**
     * Starts it, on free ports unless others are said.
     *
     * @param words settings, as {@code carillon --help} lists them, without the dashes
     * @param log hears each line that is logged, on whichever thread
     * @throws io.carillon.process.refusal.StartRefusedException as the settings or the parts refuse
     */
    public static Embedded start(Map<String, String> words, Consumer<String> log) {
        Settings settings = SettingsReader.said(Role.ALL_IN_ONE, withDefaults(words));
        Exposure.check(settings);
        Addresses addresses = Addresses.choose(settings);
        Secret operator = Secret.of(Ids.hex(20));
        LogLines lines = LogLines.to(log);
        MemoryDatabase database = MemoryDatabase.open();
        try {
            Platform platform = Platform.inMemory(settings, addresses, database.settings(), new Operator(operator));
            return new Embedded(platform, addresses, operator, database, lines);
        } catch (RuntimeException refused) {
            database.close();
            lines.close();
            throw refused;
        }
    }

    private static Map<String, String> withDefaults(Map<String, String> words) {
        var all = new HashMap<String, String>();
        all.put(Setting.HOST.word(), LOOPBACK);
        all.put(Setting.PORT.word(), ANY_FREE);
        all.put(Setting.MANAGEMENT_PORT.word(), ANY_FREE);
        // Given, it is not looked for in the data folder.
        all.put(Setting.MASTER_KEY.word(), MasterKey.generate(new SecureRandom()));
        all.putAll(words);
        return all;
    }

    @Override
    public Map<String, String> get() {
        return words(platform.firstApp());
    }

    @Override
    public Map<String, String> call() {
        return words(platform.anotherApp());
    }

    private Map<String, String> words(FirstApp app) {
        return Map.of(
                "host", addresses.reachableHost(),
                "port", String.valueOf(addresses.port()),
                "management_port", String.valueOf(addresses.managementPort()),
                "operator_token", operator.reveal(),
                "app_id", app.id().value(),
                "app_key", app.key().value(),
                "app_secret", app.secret().reveal(),
                "app_token", app.token().reveal());
    }

    @Override
    public void close() {
        try (log;
                database) {
            platform.close();
        }
    }
}
