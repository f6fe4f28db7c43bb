package io.carillon.allinone.cli.importing;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The credentials of an app of Pusher's. They tell nothing about its settings. */
public final class PusherSource {

    public static final String ID = "PUSHER_APP_ID";
    public static final String KEY = "PUSHER_APP_KEY";
    public static final String SECRET = "PUSHER_APP_SECRET";
    public static final String CLUSTER = "PUSHER_APP_CLUSTER";

    private static final String URL = "PUSHER_URL";

    private PusherSource() {}

    /**
     * Puts together what is said: a flag beats the file, which beats the environment.
     *
     * @param file an environment file; null if none was named
     * @param name what the app shall be called; null for a name with its id
     * @throws ImportSourceException if a part is missing, or is said in no form that is known
     */
    public static Findings read(
            @Nullable Path file, Map<String, String> flags, Map<String, String> environment, @Nullable String name) {
        // Not one beside the other: the file's key would be paired with the environment's secret.
        Map<String, String> said = new HashMap<>(withUrl(file == null ? environment : DotEnv.read(file)));
        said.putAll(flags);
        String id = said.getOrDefault(ID, "");
        String key = said.getOrDefault(KEY, "");
        String secret = said.getOrDefault(SECRET, "");
        if (id.isEmpty() || key.isEmpty() || secret.isEmpty()) {
            throw new ImportSourceException("There is no " + missing(id, key, secret)
                    + ". Give --app-id, --key and --secret, or an environment file with " + ID + ", " + KEY + " and "
                    + SECRET + ", or " + URL + " as Pusher shows it.");
        }
        List<String> notes = new ArrayList<>();
        notes.add(
                "credentials tell nothing of an app's settings, so it has the defaults here, with client events off: switch"
                        + " on what it uses, as in 'carillon apps change " + id + " --set client_events=true'.");
        notes.add("webhooks are not taken over.");
        if (said.containsKey(CLUSTER)) {
            notes.add("the cluster means nothing here: give clients this server's host instead.");
        }
        return new Findings(
                List.of(new FoundApp(id, name == null ? "App " + id : name, true, key, secret, Map.of())), notes);
    }

    private static String missing(String id, String key, String secret) {
        List<String> missing = new ArrayList<>();
        if (id.isEmpty()) {
            missing.add("id");
        }
        if (key.isEmpty()) {
            missing.add("key");
        }
        if (secret.isEmpty()) {
            missing.add("secret");
        }
        return String.join(" and no ", missing);
    }

    private static Map<String, String> withUrl(Map<String, String> said) {
        String url = said.getOrDefault(URL, "");
        if (url.isEmpty() || said.containsKey(ID)) {
            return said;
        }
        var all = new HashMap<>(said);
        try {
            URI address = URI.create(url);
            String[] pair = String.valueOf(address.getRawUserInfo()).split(":", 2);
            String[] path = String.valueOf(address.getRawPath()).split("/");
            if (pair.length == 2 && path.length >= 3 && path[path.length - 2].equals("apps")) {
                all.put(ID, path[path.length - 1]);
                all.put(KEY, URLDecoder.decode(pair[0], StandardCharsets.UTF_8));
                all.put(SECRET, URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
                return all;
            }
        } catch (IllegalArgumentException noUrl) {
            // Said below, without the URL, which has the secret in it.
        }
        throw new ImportSourceException(
                URL + " does not look like https://KEY:SECRET@api-CLUSTER.pusher.com/apps/APP_ID. Copy it anew.");
    }
}
