package io.carillon.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.HttpMethod;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the management API says of itself is true, whole and readable. */
final class ApiDescriptionTest {

    private static final ApiServer SERVER = ApiServer.start();

    private final String text = get("/openapi.yml", Map.of()).body();
    private final SwaggerParseResult read = new OpenAPIV3Parser().readContents(text, null, null);
    private final OpenAPI description = read.getOpenAPI();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void it_is_openapi_3_without_a_fault() {
        assertThat(read.getMessages()).isEmpty();
        assertThat(description.getInfo().getTitle()).isEqualTo("Carillon management API");
    }

    @Test
    void it_has_every_route_and_no_other() {
        Set<String> routes = SERVER.part(Router.class)
                .uriRoutes()
                .filter(route ->
                        route.getHttpMethod() != HttpMethod.HEAD && route.getHttpMethod() != HttpMethod.OPTIONS)
                .map(route -> route.getHttpMethodName() + " "
                        + route.getUriMatchTemplate().toPathString())
                .filter(route -> route.contains(" /api/v1"))
                .collect(Collectors.toCollection(TreeSet::new));

        var described = new TreeSet<String>();
        description
                .getPaths()
                .forEach((path, item) ->
                        item.readOperationsMap().keySet().forEach(method -> described.add(method + " " + path)));
        assertThat(described).isEqualTo(routes).contains("POST /api/v1/apps/{app}/keys/{key}/rotate");
    }

    @Test
    void every_operation_has_a_name_of_its_own_that_can_be_read() {
        assertThat(operations().map(Operation::getOperationId))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).matches("[a-z]+([A-Z][a-z]*)+"));
        assertThat(operations()).allSatisfy(operation -> {
            assertThat(operation.getTags()).hasSize(1);
            assertThat(operation.getSummary()).isNotBlank();
            assertThat(operation.getResponses()).containsKey("default");
        });
    }

    @Test
    void nothing_that_stays_inside_is_shown() {
        assertThat(description.getComponents().getSchemas().keySet())
                .doesNotContain("Caller", "Actor", "Origin", "SignedIn", "HttpRequest", "JsonNode", "Role")
                .noneMatch(name -> name.contains("Http") || name.contains("Convertible"));
    }

    @Test
    void settings_show_what_they_may_be_and_what_they_are_unless_they_are_set() {
        Schema<?> shown = property("SomeAppSettings", "members_per_channel");

        assertThat(shown.getMinimum()).isEqualTo(BigDecimal.ONE);
        assertThat(shown.getMaximum()).isEqualTo(new BigDecimal(10_000));
        assertThat(shown.getDefault()).isEqualTo(100);
        assertThat(shown.getDescription()).isEqualTo("different users in one presence channel");
        assertThat(property("Rule", "members_per_channel").getMaximum()).isEqualTo(new BigDecimal(10_000));
        assertThat(schema("SomeAppSettings").getRequired()).isNull();
        assertThat(schema("AppSettings").getRequired()).contains("members_per_channel");
        assertThat(property("NewApp", "settings").getAllOf().get(0).get$ref()).endsWith("/SomeAppSettings");
        assertThat(property("AppView", "settings").get$ref()).endsWith("/AppSettings");
    }

    @Test
    void who_makes_something_may_say_it_twice_and_who_changes_something_what_it_was() {
        PathItem app = path("/apps/{app}");

        assertThat(headers(path("/apps").getPost())).containsExactly("IdempotencyKey");
        assertThat(headers(app.getPatch())).containsExactly("IfMatch");
        assertThat(headers(app.getDelete())).containsExactly("IfMatch");
        assertThat(headers(path("/apps/{app}/rules").getPut())).containsExactly("IfMatch");
        assertThat(headers(path("/organisations/{organisation}/ceilings").getPatch()))
                .containsExactly("IfMatch");
        assertThat(there(app.getGet().getResponses().get("200")).getHeaders()).containsKey("ETag");
        assertThat(app.getDelete().getResponses()).containsKey("204").doesNotContainKey("200");
    }

    @Test
    void only_what_anybody_may_ask_needs_no_token_and_no_session() {
        assertThat(description.getSecurity()).hasSize(2);
        assertThat(there(path("/session").getPost()).getSecurity()).isEmpty();
        assertThat(there(path("/apps").getPost()).getSecurity()).isNull();
    }

    @Test
    void it_is_there_as_json_too_and_asked_for_again_only_when_it_has_changed() {
        Reply json = get("/openapi.json", Map.of());
        assertThat(new OpenAPIV3Parser().readContents(json.body(), null, null).getOpenAPI())
                .isEqualTo(description);
        assertThat(json.header("content-type")).isEqualTo("application/json");

        Reply again = get("/openapi.json", Map.of("If-None-Match", json.header("etag")));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void its_page_and_all_that_the_page_needs_come_from_here() {
        Reply page = get("/docs/api", Map.of());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("content-security-policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';")
                .doesNotContain("http", "unsafe-eval", "script-src 'self' 'unsafe-inline'");
        assertThat(page.body()).doesNotContain("http://", "https://", "<style", "onclick");
        for (String part : List.of("page.css", "page.js", "openapi-explorer.js")) {
            assertThat(page.body()).contains("api/" + part);
            assertThat(get("/docs/api/" + part, Map.of()).status()).isEqualTo(200);
        }
    }

    private Stream<Operation> operations() {
        return description.getPaths().values().stream().flatMap(path -> path.readOperations().stream());
    }

    private static List<String> headers(Operation operation) {
        return operation.getParameters().stream()
                .map(Parameter::get$ref)
                .filter(Objects::nonNull)
                .map(to -> to.substring(to.lastIndexOf('/') + 1))
                .toList();
    }

    /** The path follows {@code /api/v1}. */
    private PathItem path(String path) {
        return there(description.getPaths().get("/api/v1" + path));
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value, "it is not described");
    }

    private Schema<?> schema(String name) {
        return there(description.getComponents().getSchemas().get(name));
    }

    private Schema<?> property(String schema, String name) {
        return (Schema<?>) there(schema(schema).getProperties().get(name));
    }

    private static Reply get(String path, Map<String, String> headers) {
        return Wire.send(SERVER.port(), "GET", path, headers, new byte[0]);
    }
}
