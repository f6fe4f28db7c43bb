package io.carillon.controlplane.account;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who calls.
 *
 * @param kind {@code person}, or {@code token} for a program
 * @param id of the person or token
 * @param person whose token it is; left out for an organisation's
 * @param operator whether they run the platform
 * @param onlyApp the one app that a token is for; left out if it is for all
 * @param recoveryCodesLeft left out without a second factor
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeView(
        String kind,
        String id,
        String name,
        @Nullable String person,
        @Nullable String email,
        boolean operator,
        @Nullable String onlyApp,
        @Nullable Boolean secondFactor,
        @Nullable Long recoveryCodesLeft,
        List<Belonging> organisations) {

    /**
     * An organisation, and what the caller is there.
     *
     * @param suspended whether all of its apps are switched off
     */
    @Serdeable(naming = SnakeCaseStrategy.class)
    public record Belonging(String id, String name, String role, boolean suspended) {}
}
