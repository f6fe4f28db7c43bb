package io.carillon.controlplane.description;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;

/** {@code GET /openapi.yml} and {@code /openapi.json}: the description, for programs. Open to all, since it knows no app. */
@Hidden
@Controller
@Produces(MediaType.ALL)
@ExecuteOn(TaskExecutors.BLOCKING)
final class DescriptionController {

    // Made when it is first asked for: a start does not wait for it.
    private final BeanProvider<ApiDescription> description;

    DescriptionController(BeanProvider<ApiDescription> description) {
        this.description = description;
    }

    @Get("/openapi.yml")
    HttpResponse<byte[]> yaml(HttpRequest<?> request) {
        return toAnyPage(request, description.get().yaml());
    }

    @Get("/openapi.json")
    HttpResponse<byte[]> json(HttpRequest<?> request) {
        return toAnyPage(request, description.get().json());
    }

    private static HttpResponse<byte[]> toAnyPage(HttpRequest<?> request, Document document) {
        return document.answer(request).header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
}
