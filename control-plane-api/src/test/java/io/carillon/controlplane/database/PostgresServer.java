package io.carillon.controlplane.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A PostgreSQL of the test's own: on a private port of the loopback, in a temporary folder, behind a password, and without care
 * for power cuts. It is stopped by its process id. A test that finds none fails, unless {@code -Dskip.postgresql=true} says that it is
 * to be counted as skipped.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String USER = "carillon";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }

    private final Path programs;
    private final Path folder;
    private final int port;
    private final String password;
    private final AtomicInteger databases = new AtomicInteger();
    private final Thread atExit = new Thread(this::end, "stop-postgres");
    private Process process;

    private PostgresServer(Path programs, Path folder, int port, String password) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
        this.password = password;
        initialise();
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(atExit);
        awaitAnswer();
    }

    /**
     * A database that a test has for itself.
     *
     * @param url {@code postgresql://HOST:PORT/NAME}, without user and password
     */
    public record Database(String url, String user, String password) {

        /** What a process must be told to use it. */
        public Map<String, String> environment() {
            return Map.of(
                    "CARILLON_DATABASE_URL", url,
                    "CARILLON_DATABASE_USER", user,
                    "CARILLON_DATABASE_PASSWORD", password);
        }

        /** A connection past all pools. */
        public Connection connect() throws SQLException {
            return DriverManager.getConnection("jdbc:" + url, user, password);
        }
    }

    /** The one that all tests of this JVM share; nobody stops it. */
    public static PostgresServer shared() {
        assumeWanted();
        return Shared.SERVER;
    }

    /** One that a test may stop. */
    public static PostgresServer start() {
        assumeWanted();
        Path programs = programs();
        try {
            return new PostgresServer(
                    programs, Files.createTempDirectory("carillon-postgres-"), freePort(), freshPassword());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assumeWanted() {
        assumeFalse(Boolean.getBoolean("skip.postgresql"), "there is no PostgreSQL on this machine");
    }

    /** A new, empty database; takes some 50 ms. */
    public Database freshDatabase() {
        String name = "test_" + databases.incrementAndGet();
        try (Connection connection = database("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return database(name);
        } catch (SQLException e) {
            throw new AssertionError("no database could be made\n" + log(), e);
        }
    }

    public int port() {
        return port;
    }

    /** Ends at once, as a machine that is switched off. */
    public void kill() {
        signal("QUIT");
    }

    /** Begins again on the same port with what it had. */
    public void startAgain() {
        process = launch();
        awaitAnswer();
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(atExit);
        end();
    }

    private Database database(String name) {
        return new Database("postgresql://127.0.0.1:" + port + "/" + name, USER, password);
    }

    private void initialise() {
        try {
            Path secret = Files.writeString(folder.resolve("password"), password);
            if (isRoot()) {
                UserPrincipal owner =
                        folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(account());
                Files.setOwner(folder, owner);
                Files.setOwner(secret, owner);
            }
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
            Process initdb = builder(
                            "initdb",
                            "--pgdata=" + data(),
                            "--username=" + USER,
                            "--pwfile=" + secret,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C.UTF-8",
                            "--no-sync")
                    .start();
            if (!initdb.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS) || initdb.exitValue() != 0) {
                initdb.destroyForcibly();
                throw new AssertionError("PostgreSQL could not make its files:\n" + log());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while PostgreSQL made its files", e);
        }
    }

    private Process launch() {
        try {
            return builder(
                            "postgres",
                            "-D",
                            data().toString(),
                            "-p",
                            Integer.toString(port),
                            "-c",
                            "listen_addresses=127.0.0.1",
                            "-c",
                            "unix_socket_directories=",
                            "-c",
                            "fsync=off",
                            "-c",
                            "full_page_writes=off",
                            "-c",
                            "max_connections=200",
                            "-c",
                            "shared_buffers=32MB")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end && process.isAlive()) {
            try (Connection answered = database("postgres").connect()) {
                if (answered.isValid(5)) {
                    return;
                }
            } catch (SQLException notYet) {
                LockSupport.parkNanos(20_000_000);
            }
        }
        throw new AssertionError("PostgreSQL did not begin to answer on port " + port + ":\n" + log());
    }

    private void end() {
        signal("QUIT");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException left) {
            System.err.println("left behind: " + folder + " (" + left.getMessage() + ")");
        }
    }

    private void signal(String name) {
        if (!process.isAlive()) {
            return;
        }
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** It refuses to run as root. */
    private ProcessBuilder builder(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            String account = account();
            command.addAll(List.of("setpriv", "--reuid=" + account, "--regid=" + group(account), "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private Path data() {
        return folder.resolve("data");
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException none) {
            return "(there is no log)";
        }
    }

    /** Debian keeps them off the path, one folder for each version. */
    private static Path programs() {
        List<Path> candidates = new ArrayList<>();
        Path debian = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(debian)) {
            try (Stream<Path> versions = Files.list(debian)) {
                versions.sorted(Comparator.comparingInt(PostgresServer::version).reversed())
                        .map(version -> version.resolve("bin"))
                        .forEach(candidates::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(Path::of)
                .forEach(candidates::add);
        return candidates.stream()
                .filter(folder ->
                        Files.isExecutable(folder.resolve("initdb")) && Files.isExecutable(folder.resolve("postgres")))
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("these tests need PostgreSQL; on Debian: apt-get install postgresql-15"));
    }

    private static int version(Path folder) {
        String name = String.valueOf(folder.getFileName());
        return name.matches("[0-9]{1,4}") ? Integer.parseInt(name) : 0;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static String account() {
        return accounts().contains("postgres") ? "postgres" : "nobody";
    }

    private static String group(String account) {
        return account.equals("nobody") ? "nogroup" : account;
    }

    private static List<String> accounts() {
        try (Stream<String> lines = Files.lines(Path.of("/etc/passwd"), UTF_8)) {
            return lines.map(line -> line.substring(0, line.indexOf(':'))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String freshPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
