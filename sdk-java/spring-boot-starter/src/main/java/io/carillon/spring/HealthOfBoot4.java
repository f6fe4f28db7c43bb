package io.carillon.spring;

import io.carillon.client.realtime.RealtimeClient;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The health indicator, where Spring Boot 4 has its class. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnEnabledHealthIndicator("carillon")
class HealthOfBoot4 {

    @Bean
    @ConditionalOnMissingBean(name = "carillonHealthIndicator")
    HealthIndicator carillonHealthIndicator(RealtimeClient client) {
        return () -> {
            var health = ConnectionHealth.of(client);
            return Health.status(health.status())
                    .withDetail("connection", health.connection())
                    .build();
        };
    }
}
