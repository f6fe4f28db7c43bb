package io.carillon.controlplane.description;

import io.carillon.controlplane.app.AppSettings;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The management API in the words of OpenAPI 3: what the compiler found in the controllers, with what holds for all of them. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Carillon management API",
                        version = "1",
                        description =
                                "Organisations, apps, keys, tokens, limits, usage and the audit log. Servers publish with"
                                        + " [Pusher's HTTP API](https://pusher.com/docs/channels/library_auth_reference/rest-api/)"
                                        + " instead, which is the same here.\n\n"
                                        + "Send an API token as `Authorization: Bearer API_TOKEN`. Bodies are JSON; fields that there"
                                        + " are not are refused. Moments are ISO 8601 in UTC. Lists come in pages: send the `next` of"
                                        + " a page as `after` for the one that follows. Every refusal has a stable code, which"
                                        + " [/docs/errors](/docs/errors) explains.",
                        license = @License(name = "Apache 2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@SecurityScheme(
        name = "api_token",
        type = SecuritySchemeType.HTTP,
        scheme = "bearer",
        description = "A personal API token, or one of an organisation.")
@SecurityScheme(
        name = "session",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.COOKIE,
        paramName = "carillon_session",
        description = "The session of a browser that has signed in.")
@SecurityScheme(
        name = "csrf_token",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        paramName = "X-CSRF-Token",
        description = "With a session, for whatever may change something: the token that signing in gave.")
@Singleton
final class ApiDescription {

    private static final String WRITTEN = "/META-INF/swagger/carillon-management.yml";

    private final Document yaml;
    private final Document json;

    ApiDescription(Operations operations, ObjectMapper mapper) {
        try {
            Tree tree = written();
            new Completion(tree).complete(operations.all(), defaults(mapper));
            this.yaml = Document.of("application/yaml;charset=utf-8", new Yaml(style()).dump(tree.fields()));
            this.json = Document.of("application/json", mapper.writeValueAsString(tree.fields()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Document yaml() {
        return yaml;
    }

    Document json() {
        return json;
    }

    private static Tree written() throws IOException {
        try (InputStream file = ApiDescription.class.getResourceAsStream(WRITTEN)) {
            if (file == null) {
                throw new IllegalStateException("the jar holds no " + WRITTEN);
            }
            return Tree.of(new Yaml(new SafeConstructor(new LoaderOptions())).<Map<String, Object>>load(file));
        }
    }

    private static Map<String, Object> defaults(ObjectMapper mapper) throws IOException {
        return mapper.readValue(
                mapper.writeValueAsString(AppSettings.DEFAULTS), Argument.mapOf(String.class, Object.class));
    }

    private static DumperOptions style() {
        var style = new DumperOptions();
        style.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        style.setIndicatorIndent(2);
        style.setIndentWithIndicator(true);
        style.setWidth(120);
        return style;
    }
}
